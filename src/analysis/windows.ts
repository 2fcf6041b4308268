import type {Samples} from '../load/samples.js';
import type {Span} from '../measure/measurements.js';
import {outcomeCodes, requestsIn} from './schedule.js';

/** What a window of time adds to a statistic. */
export interface Window {
  seconds: number;
  requests: number;
  ok: number;
  serverErrors: number;
  dollars: number;
  /** The latencies of its successful requests, in ms. */
  latencies: Float64Array;
}

/** Windows in columns, with their latencies in one order, so that a statistic of any selection of them is found fast. */
export interface WindowSet {
  count: number;
  totals: Record<Total, Float64Array>;
  /** The latencies of all windows, the slowest first, and the window of each. */
  latencies: Float64Array;
  owners: Uint32Array;
}

/** A selection of windows of a set, put together. */
export interface Pool extends Record<Total, number> {
  set: WindowSet;
  /** How often each window was taken. */
  times: Uint16Array;
}

const TOTALS = ['seconds', 'requests', 'ok', 'serverErrors', 'dollars'] as const;
type Total = (typeof TOTALS)[number];

/** Cuts a span into windows of `length` ms; a rest of less than half of it joins the last one. */
export function cutWindows(samples: Samples, span: Span, length: number): Window[] {
  const pieces = Math.max(1, Math.round((span.to - span.from) / length));
  const step = (span.to - span.from) / pieces;
  return Array.from({length: pieces}, (_, piece) =>
    windowOf(samples, {from: span.from + piece * step, to: span.from + (piece + 1) * step}),
  );
}

/** Sorts the latencies of some windows, once for all selections of them. */
export function windowSet(windows: readonly Window[]): WindowSet {
  const count = windows.reduce((sum, {latencies}) => sum + latencies.length, 0);
  const unsorted = new Float64Array(count);
  const places = new Uint32Array(count);
  const ownerOf = new Uint32Array(count);
  let place = 0;
  for (const [owner, window] of windows.entries()) {
    for (const latency of window.latencies) {
      unsorted[place] = latency;
      ownerOf[place] = owner;
      places[place] = place++;
    }
  }
  places.sort((a, b) => unsorted[b]! - unsorted[a]!);
  return {
    count: windows.length,
    totals: columnsOf(windows),
    latencies: Float64Array.from(places, index => unsorted[index]!),
    owners: Uint32Array.from(places, index => ownerOf[index]!),
  };
}

function columnsOf(windows: readonly Window[]): WindowSet['totals'] {
  const columns = TOTALS.map(total => [total, Float64Array.from(windows, window => window[total])]);
  return Object.fromEntries(columns) as WindowSet['totals'];
}

/** A pool of nothing, to be used again and again. */
export function emptyPool(set: WindowSet): Pool {
  return {set, times: new Uint16Array(set.count), seconds: 0, requests: 0, ok: 0, serverErrors: 0, dollars: 0};
}

/** Adds the selected windows up, once `times` says which they are. */
export function sumUp(pool: Pool): void {
  for (const total of TOTALS) pool[total] = weightedSum(pool.set.totals[total], pool.times);
}

function weightedSum(values: Float64Array, times: Uint16Array): number {
  let sum = 0;
  for (let index = 0; index < values.length; index++) sum += values[index]! * times[index]!;
  return sum;
}

/** A percentile of a pool's latency in ms, by nearest rank, failures counting as `timeout`; undefined when it has no requests. */
export function poolPercentile(pool: Pool, percent: number, timeout: number): number | undefined {
  const {set, times, requests, ok} = pool;
  if (requests === 0) return undefined;
  const rank = Math.max(1, Math.ceil((percent * requests) / 100 - 1e-9));
  // Counted from the slowest: the failed ones come first.
  let left = requests - rank + 1 - (requests - ok);
  if (left <= 0) return timeout;
  const {latencies, owners} = set;
  for (let place = 0; place < owners.length; place++) {
    left -= times[owners[place]!]!;
    if (left <= 0) return latencies[place];
  }
  return latencies.at(-1);
}

function windowOf(samples: Samples, span: Span): Window {
  const codes = outcomeCodes(samples);
  const {first, end} = requestsIn(samples, span);
  const latencies: number[] = [];
  const window = {seconds: (span.to - span.from) / 1000, requests: 0, ok: 0, serverErrors: 0, dollars: 0};
  for (let index = first; index < Math.min(end, samples.count); index++) {
    const outcome = samples.outcome[index];
    if (outcome === codes.pending || outcome === codes.unsent) continue;
    window.requests++;
    if (samples.status[index]! >= 500) window.serverErrors++;
    if (outcome !== codes.ok) continue;
    window.ok++;
    latencies.push(samples.latency[index]!);
  }
  return {...window, latencies: Float64Array.from(latencies)};
}
