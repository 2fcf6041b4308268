import type {Samples} from '../load/samples.js';
import type {Span} from '../measure/measurements.js';

type Schedule = Pick<Samples, 'rate' | 'startAt'>;

/** The monotonic ms at which request `index` was meant to be sent. */
export function intendedAt({rate, startAt}: Schedule, index: number): number {
  return startAt + (index * 1000) / rate;
}

/** The first request meant to be sent at `time` or later; it may be beyond those that exist. */
export function firstRequestAt({rate, startAt}: Schedule, time: number): number {
  return Math.max(0, Math.ceil(((time - startAt) * rate) / 1000 - ROUNDING));
}

/** A request belongs to a span by its intended time: `[first, end)`, which may reach beyond the requests that exist. */
export function requestsIn(schedule: Schedule, span: Span): {first: number; end: number} {
  const first = firstRequestAt(schedule, span.from);
  return {first, end: Math.max(first, firstRequestAt(schedule, span.to))};
}

/** The codes of the outcomes that the analysis tells apart; all others are failures. */
export function outcomeCodes(samples: Samples): {pending: number; ok: number; unsent: number} {
  const {outcomes} = samples;
  return {pending: outcomes.indexOf('pending'), ok: outcomes.indexOf('ok'), unsent: outcomes.indexOf('unsent')};
}

/** Times are sums of fractions: a request this near to the edge (in intervals between requests) is on it. */
const ROUNDING = 1e-3;
