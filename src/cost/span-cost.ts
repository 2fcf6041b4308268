import type {Span} from '../measure/measurements.js';
import type {UsageRecord} from '../measure/usage/usage.js';
import type {CostBasis} from '../spec/cost-metrics.js';
import {nodeTrouble, type PricedPart, partsByNode} from './by-node.js';
import {recordNear} from './near.js';
import type {Prices} from './prices.js';
import {type Amounts, requestedIn, surplusIn, usedIn} from './resources.js';

/** What was spent, or why that isn't known. */
export interface Spent {
  /** Dollars over the whole span. */
  dollars: number | null;
  /** Why there is no amount, as the end of a sentence. */
  trouble?: string;
}

/** What a span cost, by each basis. */
export interface SpanCost {
  span: Span;
  hours: number;
  /** The part of the usage that was measured, 0 to 1. */
  coverage: number;
  spent: Record<CostBasis, Spent>;
}

/** With less of the usage measured than this, nothing is said of it. */
const ENOUGH_COVERAGE = 0.9;

/**
 * Dollars over a span. `usage` is what was in use × price, `request` what the bound pods reserved × price, `max` the request and what was used
 * beyond it, pod by pod and for CPU and memory apart, as OpenCost bills. What was not measured of the usage counts like the rest of it.
 */
export function costIn(record: UsageRecord, span: Span, prices: Prices, enough = ENOUGH_COVERAGE): SpanCost {
  const near = recordNear(record, span);
  const used = usedIn(near, span);
  const parts = partsByNode(near, prices);
  const coverage = coverageOf(used.coverage, parts);
  const unpriced = nodeTrouble(near, prices);
  const trouble = unpriced ?? usageTrouble(record, span, coverage, enough);
  const requested = requestedDollars(record, span, prices);
  const request = unpriced ?? requestTrouble(record, span);
  const inUse = dollarsIn(parts, span, usedIn);
  const surplus = dollarsIn(parts, span, surplusIn);
  return {
    span,
    hours: Math.max(0, span.to - span.from) / HOUR_MS,
    coverage,
    spent: {
      usage: trouble === undefined ? {dollars: inUse / coverage} : {dollars: null, trouble},
      request: request === undefined ? {dollars: requested} : {dollars: null, trouble: request},
      max:
        (trouble ?? request) === undefined
          ? {dollars: requested + surplus / coverage}
          : {dollars: null, trouble: (trouble ?? request)!},
    },
  };
}

const HOUR_MS = 3_600_000;
const GIB = 2 ** 30;

/** What amounts of both resources cost, in dollars. */
function dollarsOf({coreSeconds, byteSeconds}: Amounts, {cpu, memory}: Prices): number {
  return (coreSeconds * cpu + (byteSeconds / GIB) * memory) / 3600;
}

/** What was measured to be in use over a span, in dollars: each pod by the prices of its node. */
export function usedDollars(record: UsageRecord, span: Span, prices: Prices): number {
  return dollarsIn(partsByNode(record, prices), span, usedIn);
}

/** What the bound pods reserved over a span, in dollars: each by the prices of its node. */
export function requestedDollars(record: UsageRecord, span: Span, prices: Prices): number {
  return dollarsIn(partsByNode(record, prices), span, requestedIn);
}

function dollarsIn(
  parts: readonly PricedPart[],
  span: Span,
  amountsIn: (record: UsageRecord, span: Span) => Amounts,
): number {
  return parts.reduce((sum, {record, prices}) => sum + dollarsOf(amountsIn(record, span), prices), 0);
}

/** A resource that is free need not be measured. */
function coverageOf(coverage: {cpu: number; memory: number}, parts: readonly PricedPart[]): number {
  const hasPrice = (resource: 'cpu' | 'memory'): boolean => parts.some(({prices}) => prices[resource] > 0);
  return Math.min(hasPrice('cpu') ? coverage.cpu : 1, hasPrice('memory') ? coverage.memory : 1);
}

function usageTrouble(record: UsageRecord, span: Span, coverage: number, enough: number): string | undefined {
  if (span.to <= span.from) return NO_LENGTH;
  const why = record.notes.length === 0 ? '' : `: ${record.notes.join('; ')}`;
  if (!record.containers.some(({samples}) => samples.length > 0)) return `no usage was measured${why}`;
  if (coverage >= enough) return undefined;
  return `only ${Math.floor(100 * coverage)}% of the usage was measured, and ${100 * enough}% are needed${why}`;
}

function requestTrouble({reservations}: UsageRecord, span: Span): string | undefined {
  if (span.to <= span.from) return NO_LENGTH;
  return reservations.length === 0 ? 'no pod was seen on a node' : undefined;
}

const NO_LENGTH = 'the phase was over at once';
