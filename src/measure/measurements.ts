import type {FaultWindow} from '../chaos/engine.js';
import type {Samples} from '../load/samples.js';
import type {Circumstances} from './circumstances/circumstances.js';
import type {PodLife} from './pod-life.js';
import type {WorkloadTimeline} from './timeline.js';
import type {UsageRecord, VpaRecommendation} from './usage/usage.js';

/** From `from` until before `to`, in monotonic ms. */
export interface Span {
  from: number;
  to: number;
}

/** One injection of one experiment. */
export interface RepeatMeasurement {
  /** Counted from 1. */
  repeat: number;
  fault: FaultWindow;
  spans: {
    fault: Span;
    recover: Span;
    /** Until the cost rate was back; undefined where that was not waited for. */
    settle?: Span;
  };
  /** How long recovery was waited for, in ms from the recovery clock's origin. */
  deadline: number;
  /** The pods of the fault's target (or of every workload where it has none), from before the fault on. */
  workloads: WorkloadTimeline[];
  /** Why this repeat can't be judged: no steady state, not proven, watch lost. */
  inconclusive: string[];
}

export interface ExperimentMeasurement {
  name: string;
  fault: string;
  engine: string;
  repeats: RepeatMeasurement[];
  /** Why it could not be run at all. */
  inconclusive: string[];
  /** Why further repeats were left out, such as `stopped after 2 of 5: recovery 31.2 s > 30 s`. */
  stopped?: string;
}

/** How many pods of a workload were in service, from before the load on. */
export type WorkloadServing = Pick<WorkloadTimeline, 'workload' | 'serving'>;

/** Everything a run measured. All numbers of the report follow from it. */
export interface Measurements {
  samples: Samples;
  /** Deployed, without load; undefined where none was taken. */
  idle?: Span;
  baseline: Span;
  experiments: ExperimentMeasurement[];
  usage: UsageRecord;
  /** Every workload of the victim. */
  serving: WorkloadServing[];
  /** What may explain the recoveries. */
  circumstances: Circumstances;
  /** What VerticalPodAutoscalers of the namespace recommend at the end. */
  recommendations: VpaRecommendation[];
  /** The lives of all the namespace's pods. */
  pods: PodLife[];
}
