import type {Unit} from '../spec/objective.js';
import type {Statistic} from './bootstrap.js';
import {availability, errorRate, serverErrorRate, throughput} from './counts.js';
import type {Reading} from './finding.js';
import {type LoadTerms, latencyPercentile} from './latency.js';
import type {Tally} from './tally.js';
import {poolPercentile} from './windows.js';

/** A metric made of requests alone. */
export interface RequestMetric {
  unit: Unit;
  /** `limit`, in the metric's unit, is that of an absolute objective: a breach can be certain with less data than a pass. */
  read(tally: Tally, terms: LoadTerms & {limit?: number}): Reading;
  /** The same number for the bootstrap. */
  statistic(timeout: number): Statistic;
  /** A number that wanders with it from second to second, and is less of an accident; none where there is no such number. */
  level?(timeout: number): Statistic;
}

/** The metric of this name; undefined when it isn't made of requests. */
export function requestMetric(name: string): RequestMetric | undefined {
  const percent = /^latency\.p(\d{1,2}(?:\.\d+)?)$/.exec(name)?.[1];
  return percent === undefined ? RATES[name] : latencyMetric(Number(percent));
}

const RATES: Record<string, RequestMetric> = {
  errors: {
    unit: '%',
    read: errorRate,
    statistic: () => pool => portion(pool.requests - pool.ok, pool.requests),
  },
  'errors.5xx': {
    unit: '%',
    read: serverErrorRate,
    statistic: () => pool => portion(pool.serverErrors, pool.requests),
  },
  availability: {
    unit: '%',
    read: availability,
    statistic: () => pool => portion(pool.ok, pool.requests),
  },
  throughput: {
    unit: 'req/s',
    read: throughput,
    statistic: () => pool => (pool.seconds === 0 ? undefined : pool.ok / pool.seconds),
  },
};

function latencyMetric(percent: number): RequestMetric {
  return {
    unit: 'ms',
    read: (tally, terms) => latencyPercentile(tally, percent, terms),
    statistic: timeout => pool => poolPercentile(pool, percent, timeout),
    level: timeout => pool => poolPercentile(pool, 50, timeout),
  };
}

function portion(part: number, whole: number): number | undefined {
  return whole === 0 ? undefined : (100 * part) / whole;
}
