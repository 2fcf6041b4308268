import type {SecondlyRates} from '../cost/cost-figures.js';
import type {Samples} from '../load/samples.js';
import type {Measurements} from '../measure/measurements.js';
import {firstRequestAt, outcomeCodes} from './schedule.js';
import {fewestServing} from './serving.js';

/** The run second by second, by the intended send time, as columns of one length: what a chart needs. */
export interface Series {
  /** Start of the second; seconds since the load began, below 0 in an idle phase. */
  t: number[];
  /** Requests that were sent, and how they ended. */
  rate: number[];
  ok: number[];
  errors: number[];
  /** Percentiles of the latency in ms; null where failures reach them or nothing was sent. */
  p50: (number | null)[];
  p95: (number | null)[];
  p99: (number | null)[];
  /** The fewest pods in service in that second; null where that isn't known. */
  ready: (number | null)[];
  /** $/h of what was in use, and of what was reserved; null where it isn't known. */
  cost: (number | null)[];
  costRequest: (number | null)[];
}

/** Cuts the idle phase and the load into whole seconds; requests that are still under way or were never sent are left out. */
export function secondBySecond({samples, serving}: Measurements, cost: SecondlyRates): Series {
  const series: Series = {
    t: [],
    rate: [],
    ok: [],
    errors: [],
    p50: [],
    p95: [],
    p99: [],
    ready: [],
    cost: [],
    costRequest: [],
  };
  const seconds = Math.floor(samples.count / samples.rate + ROUNDING);
  for (let second = 0 - cost.idle; second < seconds; second++) {
    const from = samples.startAt + second * 1000;
    const {latencies, failed} = endedIn(samples, second);
    series.t.push(second);
    series.rate.push(latencies.length + failed);
    series.ok.push(latencies.length);
    series.errors.push(failed);
    series.ready.push(fewestServing(serving, {from, to: from + 1000}));
    series.cost.push(cost.usage[second + cost.idle] ?? null);
    series.costRequest.push(cost.request[second + cost.idle] ?? null);
    for (const [name, percent] of PERCENTILES) series[name].push(percentile(latencies, failed, percent));
  }
  return series;
}

const ROUNDING = 1e-9;
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
