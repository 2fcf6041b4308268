import type {Span} from '../../measure/measurements.js';
import {cpuIn} from '../../measure/usage/rates.js';
import type {UsageRecord} from '../../measure/usage/usage.js';
import {partsByNode} from '../by-node.js';
import type {Prices} from '../prices.js';

/** The CPU of one request, or why it isn't known. */
export type RequestPrice = {dollars: number} | {trouble: string};

interface Terms {
  idle: Span | undefined;
  baseline: Span;
  /** Attempts that arrived in the baseline. */
  attempts: number;
}

/** Dollars per attempt: the slope of the CPU in use between no load at all and the baseline's, by the nodes on which it is. */
export function requestPrice(record: UsageRecord, {idle, baseline, attempts}: Terms, prices: Prices): RequestPrice {
  if (idle === undefined) return {trouble: 'no idle phase was taken (phases.idle)'};
  if (attempts === 0) return {trouble: 'no request arrived in the baseline'};
  let cores = 0;
  let hourly = 0;
  for (const part of partsByNode(record, prices)) {
    const [before, loaded] = [coresIn(part.record, idle), coresIn(part.record, baseline)];
    if (before === undefined || loaded === undefined)
      return {trouble: 'too little of the usage in the idle phase or the baseline was measured'};
    cores += loaded - before;
    hourly += (loaded - before) * part.prices.cpu;
  }
  if (cores <= 0) return {trouble: 'the baseline used no more CPU than the idle phase'};
  const perSecond = attempts / ((baseline.to - baseline.from) / 1000);
  return {dollars: Math.max(0, hourly) / 3600 / perSecond};
}

const ENOUGH = 0.9;

function coresIn(record: UsageRecord, span: Span): number | undefined {
  const {coreSeconds, coverage} = cpuIn(record, span);
  return coverage < ENOUGH ? undefined : coreSeconds / coverage / ((span.to - span.from) / 1000);
}
