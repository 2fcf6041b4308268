import type {Ended} from './gate-process.js';

type Cost = NonNullable<NonNullable<Ended['result']>['cost']>;
type ExperimentCost = Cost['experiments'][number];

/** What one incident cost, and why. */
export interface Incident {
  cost: ExperimentCost;
  causes: ExperimentCost['causes'];
  part(basis: 'usage' | 'request', cause: string): NonNullable<ExperimentCost['causes']['usage']>[number];
  baselineCores: number;
  phases: LoadedPhase[];
  notes: string[];
  /** What happened to the pods: `12.3 ready`, in seconds from the run's start. */
  timeline: string[];
  /** From the injection until the end of what was watched, in ms since 1970. */
  injectedAt: number;
  until: number;
}

/** A phase by the clock on the wall, in ms since 1970, and the attempts of the requests that were meant to be sent in it. */
export interface LoadedPhase {
  name: string;
  from: number;
  to: number;
  requests: number;
  attempts: number;
}

/** The only incident of a run that could be judged. */
export function incidentOf({result, stderr}: Ended): Incident {
  if (result?.verdict !== 'pass')
    throw new Error(`the run should have passed: ${result?.reasons.join('; ')}\n${stderr}`);
  const [cost] = result.cost!.experiments;
  const began = Date.parse(result.startedAt);
  return {
    cost: cost!,
    causes: cost!.causes,
    part: (basis, cause) => cost!.causes[basis]!.find(one => one.cause === cause)!,
    baselineCores: result.cost!.baseline.usage!,
    phases: result.phases.map(({name, from, to, requests, attempts = requests}) => ({
      name,
      from: began + 1000 * from,
      to: began + 1000 * to,
      requests,
      attempts,
    })),
    notes: result.cost!.notes,
    timeline: result.experiments[0]!.repeats[0]!.timeline.map(({at, what}) => `${at.toFixed(1)} ${what}`),
    injectedAt: began + 1000 * result.experiments[0]!.repeats[0]!.injection.injectedAt,
    until: began + 1000 * Math.max(...result.phases.map(({to}) => to)),
  };
}
