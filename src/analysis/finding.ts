import type {Objective, Phase, Unit} from '../spec/objective.js';

/** One measured number. `value` is null when it could not be measured; the note says why. */
export interface Finding {
  /** As written in objectives: `recovery.pod`, `latency.p95`. */
  metric: string;
  experiment: string;
  /** `impact` is the fault and what the recovery took: what an objective without `during` covers. */
  phase: Phase | 'impact';
  value: number | null;
  /** `>`: the true value is beyond `value`, such as a recovery that did not come before its deadline. */
  bound: '=' | '>';
  unit: Unit;
  /** The value of each repeat, in order. */
  repeats: {value: number | null; bound: '=' | '>'}[];
  note?: string;
}

/** A relative objective's estimate: the change and the 99 % bounds of it, in the objective's own terms (% or the metric's unit). */
export interface Comparison {
  estimate: number;
  lower: number;
  upper: number;
  /** The reference's value, such as the baseline's p95. */
  reference: number;
  /** How long the phases would have to be for the interval to be as narrow as the limit; seconds. */
  decidedBy?: number;
}

/** What the analysis says about one objective in one experiment. */
export interface ObjectiveFinding {
  objective: Objective;
  level: 'must' | 'should';
  experiment: string;
  finding: Finding;
  comparison?: Comparison;
}
