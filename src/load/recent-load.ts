import {outcomeIndex} from './outcome.js';
import type {Samples} from './samples.js';

/** The state of the load over a short while, for people and for abort conditions. */
export interface RecentLoad {
  /** Requests per second that were intended in the window and have ended. */
  rate: number;
  /** The failed ones of them, in percent; `unsent` ones are no failure of the victim and are left out. */
  errors: number;
  /** Ms; infinite where failures reach it, undefined while nothing has ended. */
  p95: number | undefined;
}

/** Summarises the requests intended from `from` until before `to` (monotonic ms). */
export function recentLoad(samples: Samples, from: number, to: number): RecentLoad {
  const first = Math.max(0, Math.ceil(((from - samples.startAt) * samples.rate) / 1000));
  const last = Math.min(samples.count, Math.ceil(((to - samples.startAt) * samples.rate) / 1000));
  const [pending, ok, unsent] = [outcomeIndex('pending'), outcomeIndex('ok'), outcomeIndex('unsent')];
  const latencies: number[] = [];
  let failed = 0;
  for (let i = first; i < last; i++) {
    const outcome = samples.outcome[i];
    if (outcome === pending || outcome === unsent) continue;
    if (outcome === ok) latencies.push(samples.latency[i]!);
    else failed++;
  }
  const ended = latencies.length + failed;
  const seconds = (to - Math.max(from, samples.startAt)) / 1000;
  return {
    rate: seconds > 0 ? ended / seconds : 0,
    errors: ended === 0 ? 0 : (failed / ended) * 100,
    p95:
      ended === 0
        ? undefined
        : (latencies.sort((a, b) => a - b)[Math.ceil(ended * 0.95) - 1] ?? Number.POSITIVE_INFINITY),
  };
}
