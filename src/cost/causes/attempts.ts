import type {Samples} from '../../load/samples.js';
import type {Span} from '../../measure/measurements.js';

/** How many attempts arrived in a span beyond the first one of each request. */
export type ExtraAttempts = (span: Span) => number;

/** When a request was tried again isn't known: its attempts are spread evenly over the time until its end. */
export function extraAttemptsOf(samples: Samples): ExtraAttempts {
  const {arrived, latency, count} = samples;
  const times: number[] = [];
  for (let index = 0; index < count; index++) {
    const all = arrived[index]!;
    for (let extra = 1; extra < all; extra++) times.push(intendedAt(samples, index) + (latency[index]! * extra) / all);
  }
  const sorted = Float64Array.from(times).sort();
  return ({from, to}) => countBefore(sorted, to) - countBefore(sorted, from);
}

/** Requests of which an attempt may have reached a container. */
export interface FirstAttempts {
  arrived: number;
  /** Of these, those whose first attempt that arrived failed: a request that arrived again had failed, however it ended. */
  failed: number;
}

/** Counts the requests that were meant to leave in a span. */
export function firstAttemptsIn(samples: Samples, span: Span): FirstAttempts {
  const {startAt, rate, count, outcome, outcomes, arrived} = samples;
  const indexAt = (time: number): number => Math.ceil(((time - startAt) * rate) / 1000 - TOLERANCE);
  const end = Math.min(count, indexAt(span.to));
  const found = {arrived: 0, failed: 0};
  for (let index = Math.max(0, indexAt(span.from)); index < end; index++) {
    if (arrived[index] === 0) continue;
    found.arrived++;
    if (outcomes[outcome[index]!] !== 'ok' || arrived[index]! > 1) found.failed++;
  }
  return found;
}

/** A millionth of a request: what floating point makes of a time that is exactly one. */
const TOLERANCE = 1e-6;

function intendedAt({startAt, rate}: Samples, index: number): number {
  return startAt + (1000 * index) / rate;
}

/** How many of the ascending times are before `time`, by halving. */
function countBefore(times: Float64Array, time: number): number {
  let low = 0;
  let high = times.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (times[middle]! < time) low = middle + 1;
    else high = middle;
  }
  return low;
}
