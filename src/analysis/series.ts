import type {Samples} from '../load/samples.js';
import {firstRequestAt, outcomeCodes} from './schedule.js';

/** The run second by second, by the intended send time, as columns of one length: what a chart needs. */
export interface Series {
  /** Start of the second; seconds since the load began. */
  t: number[];
  /** Requests that were sent, and how they ended. */
  rate: number[];
  ok: number[];
  errors: number[];
  /** Percentiles of the latency in ms; null where failures reach them or nothing was sent. */
  p50: (number | null)[];
  p95: (number | null)[];
  p99: (number | null)[];
  /** $/h of what was in use; null where it isn't known. */
  cost: (number | null)[];
}

/**
 * Cuts the samples into seconds; requests that are still under way or were never sent are left out. `cost` has the $/h of each second since
 * the load began.
 */
export function secondBySecond(samples: Samples, cost: readonly (number | null)[]): Series {
  const series: Series = {t: [], rate: [], ok: [], errors: [], p50: [], p95: [], p99: [], cost: []};
  const seconds = Math.ceil(samples.count / samples.rate);
  for (let second = 0; second < seconds; second++) {
    const {latencies, failed} = endedIn(samples, second);
    series.t.push(second);
    series.rate.push(latencies.length + failed);
    series.ok.push(latencies.length);
    series.errors.push(failed);
    series.cost.push(cost[second] ?? null);
    for (const [name, percent] of PERCENTILES) series[name].push(percentile(latencies, failed, percent));
  }
  return series;
}

const PERCENTILES = [
  ['p50', 50],
  ['p95', 95],
  ['p99', 99],
] as const;

function endedIn(samples: Samples, second: number): {latencies: Float64Array; failed: number} {
  const codes = outcomeCodes(samples);
  const first = firstRequestAt(samples, samples.startAt + second * 1000);
  const end = Math.min(samples.count, firstRequestAt(samples, samples.startAt + (second + 1) * 1000));
  const latencies: number[] = [];
  let failed = 0;
  for (let index = first; index < end; index++) {
    const outcome = samples.outcome[index];
    if (outcome === codes.ok) latencies.push(samples.latency[index]!);
    else if (outcome !== codes.pending && outcome !== codes.unsent) failed++;
  }
  return {latencies: Float64Array.from(latencies).sort(), failed};
}

/** The smallest latency that covers this part of all requests (nearest rank), failures being slower than any. */
function percentile(sorted: Float64Array, failed: number, percent: number): number | null {
  const rank = Math.ceil(((sorted.length + failed) * percent) / 100);
  return rank === 0 ? null : (sorted[rank - 1] ?? null);
}
