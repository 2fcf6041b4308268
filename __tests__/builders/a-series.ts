import type {Series} from '../../src/report/schema/phase.js';

/** The story of a series; times are seconds since the start of the run. */
export interface SeriesStory {
  from?: number;
  seconds?: number;
  /** From when until before when every request failed and a pod was missing. */
  outage?: [from: number, to: number];
}

/** 50 requests per second with a p95 of 9 or 10 ms, by two pods that reserve more than they use. */
export function aSeries({from = 15, seconds = 60, outage = [0, 0]}: SeriesStory = {}): Series {
  const t = Array.from({length: seconds}, (_, second) => from + second);
  const isOut = (second: number): boolean => second >= outage[0] && second < outage[1];
  const latency = (value: number) => t.map(second => (isOut(second) ? null : value + (second % 2)));
  return {
    t,
    rate: t.map(() => 50),
    ok: t.map(second => (isOut(second) ? 0 : 50)),
    errors: t.map(second => (isOut(second) ? 50 : 0)),
    p50: latency(4),
    p95: latency(9),
    p99: latency(14),
    ready: t.map(second => (isOut(second) ? 1 : 2)),
    cost: t.map(second => (isOut(second) ? 0.002 : 0.0041)),
    costRequest: t.map(() => 0.00845),
  };
}
