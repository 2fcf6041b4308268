import type {Proof} from '../chaos/engine.js';
import type {ExperimentAnalysis} from './analyse-experiment.js';
import type {RepeatAnalysis} from './analyse-repeat.js';
import type {Reading} from './finding.js';
import type {PodRecoveryReading} from './slowest-workload.js';

/** One injection and what came of it. Times are seconds since the load began, recoveries seconds from their own origin. */
export interface RepeatSummary {
  experiment: string;
  repeat: number;
  lifecycle: 'one-shot' | 'lasting';
  targets: string[];
  /** The create request, the earliest effect and the engine's word: the injection was somewhere between the first and the last. */
  injection: {requested: number; seen: number; acknowledged: number};
  /** When a lasting fault was gone. */
  removed?: number;
  proof: Omit<Proof, 'at'> & {at?: number};
  impact: {from: number; to: number};
  /** How long recovery was waited for. */
  deadline: number;
  recovery: Reading;
  service: Reading;
  /** With the split of the pod that came back last. */
  pod: PodRecoveryReading;
  adapt: Reading;
  /** What to change where the recovery is too slow. */
  advice?: string;
  /** Why it isn't judged; empty when it is. */
  inconclusive: string[];
}

/** Each repeat of an experiment, for people and machines to read. */
export function summariseRepeats(experiment: ExperimentAnalysis, startAt: number): RepeatSummary[] {
  return experiment.repeats.map(repeat => summarise(repeat, experiment.name, time => (time - startAt) / 1000));
}

function summarise(repeat: RepeatAnalysis, experiment: string, seconds: (time: number) => number): RepeatSummary {
  const {measured, impact, recovery, service, pod, adapt, advice} = repeat;
  const {fault} = measured;
  const {at, ...proof} = fault.proof;
  return {
    experiment,
    repeat: measured.repeat,
    lifecycle: fault.lifecycle,
    targets: fault.targets,
    injection: {
      requested: seconds(fault.requestedAt),
      seen: seconds(fault.injectedAt),
      acknowledged: seconds(fault.acknowledgedAt),
    },
    ...(fault.removedAt === undefined ? {} : {removed: seconds(fault.removedAt)}),
    proof: {...proof, ...(at === undefined ? {} : {at: seconds(at)})},
    impact: {from: seconds(impact.from), to: seconds(impact.to)},
    deadline: measured.deadline / 1000,
    recovery,
    service,
    pod,
    adapt,
    ...(advice === undefined ? {} : {advice}),
    inconclusive: repeat.excluded,
  };
}
