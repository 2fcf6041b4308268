/** One target, as it is kept while the object lives. */
export interface RecordDraft {
  id: string;
  injected: number;
  recovered: number;
  /** Whether the fault is in it now. */
  isIn: boolean;
  events: {operation: 'Apply' | 'Recover'; type: 'Succeeded' | 'Failed'; message?: string; timestamp: string}[];
  undo?: () => void;
}

export interface Injected {
  lifecycle: 'one-shot' | 'lasting';
  records: RecordDraft[];
  /** Aborts where the object ends before its duration does. */
  timeUp: AbortController;
}

/** The status as Chaos Mesh writes it. */
export function chaosStatus({records}: Injected, desiredPhase: 'Run' | 'Stop'): object {
  const condition = (type: string, holds: boolean) => ({type, status: holds ? 'True' : 'False', reason: ''});
  const selected = records.length > 0;
  return {
    conditions: [
      condition('Paused', false),
      condition('Selected', selected),
      condition('AllInjected', selected && records.every(({isIn}) => isIn)),
      condition('AllRecovered', selected && records.every(({isIn}) => !isIn)),
    ],
    experiment: {
      desiredPhase,
      containerRecords: records.map(({id, injected, recovered, isIn, events}) => ({
        id,
        selectorKey: '.',
        phase: isIn ? 'Injected' : 'Not Injected',
        injectedCount: injected,
        recoveredCount: recovered,
        events: structuredClone(events),
      })),
    },
  };
}
