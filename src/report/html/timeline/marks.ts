import {formatMeasured} from '../../format.js';
import type {Result} from '../../result-schema.js';
import type {RepeatResult} from '../../schema/experiment.js';

/** A fault in the chart; times are seconds since the start of the run. */
export interface FaultMark {
  experiment: string;
  /** Counted from 1; undefined where there is only one. */
  repeat: number | undefined;
  /** From the fault's request until its end: what the phase `fault` covers. */
  from: number;
  to: number;
  /** The end of the observation. */
  until: number;
  injectedAt: number;
  recovery: RecoveryMark | undefined;
}

/** When it was over, or when the deadline for it came. */
export interface RecoveryMark {
  at: number;
  isRecovered: boolean;
  /** How long it took, such as `0.6 s`. */
  took: string;
}

/** Every fault of the run, in order. */
export function faultMarks({experiments, phases}: Pick<Result, 'experiments' | 'phases'>): FaultMark[] {
  return experiments.flatMap(({name, repeats}) =>
    repeats.map(repeat => {
      const spanOf = (phase: 'fault' | 'recover' | 'settle') =>
        phases.find(one => one.name === phase && one.experiment === name && one.repeat === repeat.repeat);
      const {injectedAt, removedAt, requestedAt} = repeat.injection;
      const to = removedAt ?? spanOf('fault')?.to ?? injectedAt;
      const recovery = recoveryMark(repeat);
      return {
        experiment: name,
        repeat: repeats.length > 1 ? repeat.repeat : undefined,
        from: spanOf('fault')?.from ?? requestedAt,
        to,
        until: Math.max(to, spanOf('recover')?.to ?? to, spanOf('settle')?.to ?? to),
        injectedAt,
        recovery,
      };
    }),
  );
}

/** Undefined where it isn't known whether it recovered. */
function recoveryMark({injection, recovery: {total}, recoveredAt}: RepeatResult): RecoveryMark | undefined {
  if (total.value === null) return undefined;
  const took = formatMeasured(total, 's');
  if (recoveredAt.total !== null) return {at: recoveredAt.total, isRecovered: true, took};
  return {at: (injection.removedAt ?? injection.injectedAt) + total.value, isRecovered: false, took};
}
