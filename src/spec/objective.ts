/** The parts of a run; objectives look into those that their metric allows. */
export type Phase = 'idle' | 'warmup' | 'baseline' | 'fault' | 'recover' | 'settle';

/** Canonical units: findings and limits are always in one of these. */
export type Unit = 's' | 'ms' | '%' | 'req/s' | 'count' | '$/h' | '$' | '$/month' | 'x';

export type Operator = '<=' | '<' | '>=' | '>';

/** `absolute` is in the metric's unit; `percent` is a relative change (`+25%`); `delta` a difference in the metric's unit (`+50ms`, `+1pp`). */
export interface Limit {
  kind: 'absolute' | 'percent' | 'delta';
  value: number;
}

/** `METRIC OP VALUE [during PHASE] [vs baseline]`, read. */
export interface Objective {
  /** As written in the spec. */
  text: string;
  metric: string;
  unit: Unit;
  operator: Operator;
  limit: Limit;
  during?: Phase;
  versus?: 'baseline' | 'idle' | 'base';
}
