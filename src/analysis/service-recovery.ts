import type {Samples} from '../load/samples.js';
import type {Span} from '../measure/measurements.js';
import {firstRequestAt, intendedAt, outcomeCodes} from './schedule.js';
import {isErrorRateSteady, isP95Steady, type SteadyLimits, windowLength, windowSize} from './steady.js';

/**
 * `recovered` at a monotonic time; `none` within the span; `pending` while requests that decide it are under way or to come;
 * `unjudgeable` where requests that decide it could not be sent.
 */
export type ServiceRecovery =
  | {state: 'recovered'; at: number}
  | {state: 'pending'; at?: undefined}
  | {state: 'none'; at?: undefined}
  | {state: 'unjudgeable'; at?: undefined; unsent: number};

/**
 * The intended send time of the earliest successful request r such that the window from r on is steady; only windows that
 * end within the span and whose requests have all ended count. A window has a fixed number of requests, since the
 * schedule is regular, so that one pass with rolling counts does: O(n).
 */
export function findServiceRecovery(samples: Samples, span: Span, limits: SteadyLimits): ServiceRecovery {
  const size = windowSize(samples, limits);
  const codes = outcomeCodes(samples);
  const first = firstRequestAt(samples, span.from);
  // A window that ends at span.to still counts.
  const lastStart = Math.floor(
    ((span.to - windowLength(samples, limits) - samples.startAt) * samples.rate) / 1000 + 1e-3,
  );
  const ended = Math.min(samples.settled, samples.count);
  const window = {failed: 0, slow: 0, unsent: 0};

  const count = (index: number, by: 1 | -1): void => {
    const outcome = samples.outcome[index];
    if (outcome === codes.unsent) window.unsent += by;
    else if (outcome !== codes.ok) window.failed += by;
    else if (samples.latency[index]! > limits.maxP95Ms) window.slow += by;
  };

  for (let index = first; index < Math.min(first + size - 1, ended); index++) count(index, 1);
  for (let start = first; start <= lastStart; start++) {
    if (start + size > ended) return {state: 'pending'};
    count(start + size - 1, 1);
    const mayBegin = samples.outcome[start] === codes.ok || samples.outcome[start] === codes.unsent;
    // Unsent requests are taken for good ones: a window that isn't even steady then was certainly not.
    if (mayBegin && isErrorRateSteady(window.failed, size, limits) && isP95Steady(window.failed + window.slow, size)) {
      if (window.unsent > 0) return {state: 'unjudgeable', unsent: window.unsent};
      return {state: 'recovered', at: intendedAt(samples, start)};
    }
    count(start, -1);
  }
  return {state: 'none'};
}
