import type {Objective, Phase, Unit} from '../spec/objective.js';

/** A number as far as it could be measured. */
export interface Reading {
  /** Null when it could not be measured; the note says why. */
  value: number | null;
  /** `>`: the true value is beyond `value`, such as a recovery that did not come before its deadline. */
  bound: '=' | '>';
  /** Seconds for which it had to hold before the fault ended, where nothing came by `value`: it may have come later, unseen. */
  hold?: number;
  /** Where the truth is only known to lie between this and `value`, as of a recovery while the cluster could not be watched. */
  earliest?: number;
  /** Why there is no value, or how it came about. */
  note?: string;
}

/** Where a finding looks: `impact` is the fault and what the recovery took, what an objective without `during` covers. */
export type FindingPhase = Phase | 'impact';

/** One measured number of an experiment, over all of its repeats. */
export interface Finding extends Reading {
  /** As written in objectives: `recovery.pod`, `latency.p95`. */
  metric: string;
  experiment: string;
  phase: FindingPhase;
  unit: Unit;
  /** Each repeat by itself, in order; empty where there is one value for the run, as in the baseline. */
  repeats: Reading[];
  /** Why some repeats are left out, such as `repeat 2: the fault was not proven`. A breach still counts then, a pass does not. */
  missing: string[];
  /** What to change where the value is too high, in a sentence. */
  advice?: string;
}

/** A relative objective's estimate: the change and its bounds, in the objective's own terms (% or the metric's unit). */
export interface Comparison {
  estimate: number;
  /** The nearest to a breach, or the furthest beyond the limit, of the estimates by all ways to count latencies, where there are several. */
  worstEstimate?: number;
  lower: number;
  upper: number;
  /** The confidence of the bounds in %: 99, or more where the run has several relative objectives (Holm). */
  confidence: number;
  /** The reference's value in the metric's unit, such as the baseline's p95. */
  reference: number;
  /** How long baseline and phase would have to be for the interval to decide; seconds. */
  decidedBy?: number;
  /** Whether the change is beyond the limit only with what the load generator was late by. */
  onlyByLateness?: boolean;
  /** Whether the limit lies between the change with and the change without what the load generator was late by, which no length mends. */
  splitByLateness?: boolean;
}

/** What the analysis says about one objective in one experiment. */
export interface ObjectiveFinding {
  objective: Objective;
  level: 'must' | 'should';
  experiment: string;
  finding: Finding;
  comparison?: Comparison;
}
