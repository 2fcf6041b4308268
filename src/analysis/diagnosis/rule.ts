import type {Samples} from '../../load/samples.js';
import type {Circumstances, PodFacts, PodNews} from '../../measure/circumstances/circumstances.js';
import type {Span} from '../../measure/measurements.js';
import type {PodTimeline, WorkloadTimeline} from '../../measure/timeline.js';
import type {RecoverySplit} from '../recovery-split.js';

/** `high` explains most of a recovery or of an outage, `medium` a good part of it, `low` is a weakness that cost little here. */
export type Severity = 'high' | 'medium' | 'low';

/** What a rule says of one workload in one repeat. */
export interface Cause {
  severity: Severity;
  /** How much of the recovery or the outage it explains, where that can be said. */
  seconds?: number;
  /** What was seen, with numbers: a sentence without its full stop. */
  what: string;
  /** A change to make, with the field of the manifest. */
  fix: string;
}

/** A cause of slow recoveries and of outages, recognised by what was measured. */
export interface Rule {
  readonly name: string;
  /** Undefined where the facts don't show it, or are not known. */
  diagnose(facts: Facts): Cause | undefined;
}

/** One workload in one repeat, with all that is known of it. Times are monotonic ms. */
export interface Facts {
  /** `Deployment/checkout`. */
  workload: string;
  timeline: WorkloadTimeline;
  requestedAt: number;
  /** From when on recovery counts: the injection of a one-shot fault, the removal of a lasting one. */
  origin: number;
  /** Names of the pods whose containers the fault ends itself. */
  killed: readonly string[];
  /** The recovery of its pods; `seconds` is the deadline where it was not seen to come, and more than that where it came late. */
  recovery: {seconds: number; isBack: boolean};
  /** From the request until it was over and recovered from. */
  impact: Span;
  /** The time around the fault in which no fault burned CPU on purpose. */
  quiet: Span;
  /** The pod that came back last or never, and where its time went. */
  slowest: {pod: PodTimeline; split: RecoverySplit; facts: PodFacts | undefined} | undefined;
  /** Of the workload's pods. */
  pods: PodFacts[];
  /** Events about the workload's pods during the impact, and until they were back. */
  news: PodNews[];
  circumstances: Circumstances;
  samples: Samples;
}
