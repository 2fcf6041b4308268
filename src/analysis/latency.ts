import type {Histogram} from 'hdr-histogram-js';
import type {Reading} from './finding.js';
import type {Tally} from './tally.js';

/** What turns counts into readings: how failures and sizes of samples are to be read. */
export interface LoadTerms {
  /** Requests per second. */
  rate: number;
  /** Ms after which a request counts as failed. */
  timeout: number;
}

/** How many requests must lie beyond a percentile to show it. */
const BEYOND = 10;

/**
 * A percentile of the latency from the intended send time, in ms. Failed requests count as infinitely slow: a percentile
 * that they reach is `> timeout`. Null with fewer than 10 ÷ (1 − q) requests, unless a breach of `limit` (ms) is certain
 * already: more than ten requests are slower, so that any number of faster ones up to the required size would not help.
 */
export function latencyPercentile(tally: Tally, percent: number, terms: LoadTerms & {limit?: number}): Reading {
  const {requests} = tally;
  if (requests === 0) return {value: null, bound: '=', note: 'there were no requests'};
  const needed = requestsFor(percent);
  const reading = atRank(tally, rankOf(percent, requests), terms.timeout);
  if (requests >= needed) return reading;
  if (terms.limit !== undefined && isBeyond(tally, terms.limit, terms.timeout)) return reading;
  return {value: null, bound: '=', note: tooFew(`p${percent}`, {requests, needed, rate: terms.rate})};
}

/** A percentile of a histogram of µs, in ms; null when it is empty. */
export function percentileOf(histogram: Histogram, percent: number): number | null {
  const {totalCount} = histogram;
  return totalCount === 0 ? null : valueAtRank(histogram, rankOf(percent, totalCount));
}

/** Says how many requests there were, and what would be enough. */
export function tooFew(
  what: string,
  {requests, needed, rate}: {requests: number; needed: number; rate: number},
): string {
  const seconds = Math.ceil(needed / rate);
  return `${what} needs ${needed} requests and there were ${requests}; ${seconds} s at ${rate} requests per second would be enough`;
}

/** 10 ÷ (1 − q): with fewer, a percentile rests on less than ten requests. */
export function requestsFor(percent: number): number {
  return Math.ceil(Number(((BEYOND * 100) / (100 - percent)).toPrecision(12)));
}

/** Nearest rank: the smallest rank with at least `percent` of the requests at or below it. */
function rankOf(percent: number, total: number): number {
  return Math.min(total, Math.max(1, Math.ceil(Number(((percent * total) / 100).toPrecision(12)))));
}

function isBeyond(tally: Tally, limit: number, timeout: number): boolean {
  const rank = tally.requests - BEYOND;
  return rank >= 1 && atRank(tally, rank, timeout).value! > limit;
}

/** The latency of the request at this rank (1 is the fastest), the failed ones coming last. */
function atRank(tally: Tally, rank: number, timeout: number): Reading {
  if (rank > tally.ok) return {value: timeout, bound: '>'};
  return {value: valueAtRank(tally.latency, rank), bound: '='};
}

function valueAtRank(histogram: Histogram, rank: number): number {
  // Half a rank less than asked for, since the histogram rounds a rank up.
  return histogram.getValueAtPercentile((100 * (rank - 0.5)) / histogram.totalCount) / 1000;
}
