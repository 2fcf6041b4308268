import type {Samples} from '../load/samples.js';
import type {Span} from '../measure/measurements.js';
import type {LoadSpec, SteadySpec} from '../spec/schema.js';
import {latencyPercentile} from './latency.js';
import {loadTrouble} from './load-trouble.js';
import {firstRequestAt, intendedAt, outcomeCodes, requestsIn} from './schedule.js';
import {tallyRequests} from './tally.js';

/** What the baseline was like, and how far from it the service still counts as steady. */
export interface SteadyLimits {
  /** The baseline's error rate in %, and its p95 in ms. */
  errorRate: number;
  p95Ms: number;
  /** The limits of a steady window, in the same units. */
  maxErrorRate: number;
  maxP95Ms: number;
  /** How long a steady window is at least, in ms, and how many requests it holds at least. */
  forMs: number;
  requests: number;
}

/** A baseline that nothing can be compared with; a sentence says why. */
export interface Unhealthy {
  unhealthy: string;
  /** It says nothing of the service: there was too little load, or it did not leave as it should. */
  isOfLoad?: true;
}

/** The limits that a healthy baseline sets, once its requests have ended. */
export function steadyLimits(
  samples: Samples,
  baseline: Span,
  {steady, load}: {steady: SteadySpec; load: Pick<LoadSpec, 'maxLateness'>},
): SteadyLimits | Unhealthy {
  const tally = tallyRequests(samples, [baseline]);
  const trouble = loadTrouble(tally, {rate: samples.rate, maxLateness: load.maxLateness});
  if (trouble !== undefined) return {unhealthy: `in the baseline, ${trouble}`, isOfLoad: true};
  if (tally.requests < steady.requests) {
    const unhealthy = `the baseline had ${tally.requests} requests, and a steady state needs ${steady.requests}`;
    return {unhealthy, isOfLoad: true};
  }
  const errorRate = (100 * tally.failed) / tally.requests;
  if (errorRate > steady.baselineErrors) {
    return {
      unhealthy: `${errorRate.toFixed(1)}% of the baseline's requests failed, more than ${steady.baselineErrors}%`,
    };
  }
  const p95 = latencyPercentile(tally, 95, {rate: samples.rate, timeout: samples.timeout, limit: 0});
  if (p95.value === null || p95.bound === '>') return {unhealthy: "more than 5% of the baseline's requests failed"};
  const limits: SteadyLimits = {
    errorRate,
    p95Ms: p95.value,
    maxErrorRate: errorRate + steady.errors,
    maxP95Ms: Math.max(steady.p95 * p95.value, p95.value + steady.p95Slack),
    forMs: steady.for,
    requests: steady.requests,
  };
  const unsteady = whyUnsteady(samples, lastWindow(samples, baseline, limits), limits);
  return unsteady === undefined ? limits : {unhealthy: `the baseline did not hold: at its end, ${unsteady}`};
}

/**
 * Why the requests of a window are not steady, as the end of a sentence; undefined when they are. It may end now: of the
 * requests whose end isn't known yet, those older than the p95's limit count as slow, younger ones not at all.
 */
export function whyUnsteady(samples: Samples, window: Span, limits: SteadyLimits): string | undefined {
  const range = requestsIn(samples, window);
  // A window of just the right length has one less where both its edges round the wrong way.
  if (range.end - range.first < limits.requests - 1) {
    return `there were ${range.end - range.first} requests of the ${limits.requests} needed`;
  }
  const {unsent} = countBad(samples, {...range, now: window.to}, limits.maxP95Ms);
  return unsent > 0 ? `${unsent} requests could not be sent in time` : whyDegraded(samples, window, limits);
}

/** What the service itself did worse in a window than a steady state allows, as the end of a sentence; nothing of it is the load's fault. */
export function whyDegraded(samples: Samples, window: Span, limits: SteadyLimits): string | undefined {
  const range = requestsIn(samples, window);
  const {requests, failed, slow} = countBad(samples, {...range, now: window.to}, limits.maxP95Ms);
  if (!isErrorRateSteady(failed, requests, limits)) {
    return `${((100 * failed) / requests).toFixed(1)}% of the requests failed, more than ${limits.maxErrorRate.toFixed(1)}%`;
  }
  return isP95Steady(failed + slow, requests) ? undefined : `the p95 was above ${limits.maxP95Ms.toFixed(0)} ms`;
}

/** How many requests a steady window has: those of `forMs`, and not fewer than `requests`. */
export function windowSize(samples: Pick<Samples, 'rate'>, limits: Pick<SteadyLimits, 'forMs' | 'requests'>): number {
  return Math.max(limits.requests, firstRequestAt({rate: samples.rate, startAt: 0}, limits.forMs));
}

/** How long a steady window lasts at this rate, in ms. */
export function windowLength(samples: Pick<Samples, 'rate'>, limits: Pick<SteadyLimits, 'forMs' | 'requests'>): number {
  return Math.max(limits.forMs, (1000 * limits.requests) / samples.rate);
}

/** Whether so many failures in a window are within the limits. */
export function isErrorRateSteady(
  failed: number,
  requests: number,
  limits: Pick<SteadyLimits, 'maxErrorRate'>,
): boolean {
  return 100 * failed <= limits.maxErrorRate * requests + 1e-9;
}

/** Whether the p95 of a window is within its limit: at most 5 % of the requests are slower or have failed. */
export function isP95Steady(slowOrFailed: number, requests: number): boolean {
  return 20 * slowOrFailed <= requests;
}

function lastWindow(samples: Samples, baseline: Span, limits: SteadyLimits): Span {
  const {first, end} = requestsIn(samples, baseline);
  return {from: intendedAt(samples, Math.max(first, end - windowSize(samples, limits))), to: baseline.to};
}

function countBad(samples: Samples, {first, end, now}: {first: number; end: number; now: number}, maxP95Ms: number) {
  const codes = outcomeCodes(samples);
  const counts = {requests: end - first, failed: 0, slow: 0, unsent: 0};
  for (let index = first; index < end; index++) {
    // What happened most recently may not have been heard of yet.
    const outcome = index < samples.count ? samples.outcome[index] : codes.pending;
    if (outcome === codes.unsent) counts.unsent++;
    else if (outcome === codes.pending && now - intendedAt(samples, index) <= maxP95Ms) counts.requests--;
    else if (outcome === codes.pending) counts.slow++;
    else if (outcome !== codes.ok) counts.failed++;
    else if (samples.latency[index]! > maxP95Ms) counts.slow++;
  }
  return counts;
}
