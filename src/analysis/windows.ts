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
  /** The latencies of its successful requests: which bins, and how many in each. */
  bins: Uint16Array;
  counts: Uint32Array;
}

/** Windows put together. */
export interface Pool {
  seconds: number;
  requests: number;
  ok: number;
  serverErrors: number;
  dollars: number;
  /** Successful requests by bin of latency. */
  histogram: Uint32Array;
}

/** Cuts a span into windows of `length` ms; a rest of less than half of it joins the last one. */
export function cutWindows(samples: Samples, span: Span, length: number): Window[] {
  const pieces = Math.max(1, Math.round((span.to - span.from) / length));
  const step = (span.to - span.from) / pieces;
  return Array.from({length: pieces}, (_, piece) =>
    windowOf(samples, {from: span.from + piece * step, to: span.from + (piece + 1) * step}),
  );
}

/** An empty pool, to be used again and again. */
export function emptyPool(): Pool {
  return {seconds: 0, requests: 0, ok: 0, serverErrors: 0, dollars: 0, histogram: new Uint32Array(BINS)};
}

export function clearPool(pool: Pool): void {
  pool.seconds = 0;
  pool.requests = 0;
  pool.ok = 0;
  pool.serverErrors = 0;
  pool.dollars = 0;
  pool.histogram.fill(0);
}

export function addWindow(pool: Pool, window: Window): void {
  pool.seconds += window.seconds;
  pool.requests += window.requests;
  pool.ok += window.ok;
  pool.serverErrors += window.serverErrors;
  pool.dollars += window.dollars;
  const {bins, counts} = window;
  for (let index = 0; index < bins.length; index++) pool.histogram[bins[index]!]! += counts[index]!;
}

/** A percentile of a pool's latency in ms to 0.25 %, failures counting as `timeout`; undefined when it has no requests. */
export function poolPercentile(pool: Pool, percent: number, timeout: number): number | undefined {
  if (pool.requests === 0) return undefined;
  const rank = Math.max(1, Math.ceil((percent * pool.requests) / 100 - 1e-9));
  let seen = 0;
  for (let bin = 0; bin < BINS; bin++) {
    seen += pool.histogram[bin]!;
    if (seen >= rank) return latencyOf(bin);
  }
  return timeout;
}

/** Bins are equally wide on a logarithmic scale, from 1 µs to over an hour. */
const BINS_PER_E = 200;
const BINS = Math.ceil(BINS_PER_E * Math.log(3.6e9)) + 1;

function binOf(ms: number): number {
  return Math.min(BINS - 1, Math.round(BINS_PER_E * Math.log(Math.max(1, ms * 1000))));
}

function latencyOf(bin: number): number {
  return Math.exp(bin / BINS_PER_E) / 1000;
}

function windowOf(samples: Samples, span: Span): Window {
  const codes = outcomeCodes(samples);
  const {first, end} = requestsIn(samples, span);
  const byBin = new Map<number, number>();
  const window = {seconds: (span.to - span.from) / 1000, requests: 0, ok: 0, serverErrors: 0, dollars: 0};
  for (let index = first; index < Math.min(end, samples.count); index++) {
    const outcome = samples.outcome[index];
    if (outcome === codes.pending || outcome === codes.unsent) continue;
    window.requests++;
    if (samples.status[index]! >= 500) window.serverErrors++;
    if (outcome !== codes.ok) continue;
    window.ok++;
    const bin = binOf(samples.latency[index]!);
    byBin.set(bin, (byBin.get(bin) ?? 0) + 1);
  }
  return {...window, bins: Uint16Array.from(byBin.keys()), counts: Uint32Array.from(byBin.values())};
}
