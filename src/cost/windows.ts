import type {Span} from '../measure/measurements.js';
import {isCoarse} from '../measure/usage/lives.js';
import type {UsageRecord, UsageSource} from '../measure/usage/usage.js';
import {COST_BASES, type CostBasis} from '../spec/cost-metrics.js';
import type {Prices} from './prices.js';
import {costIn} from './span-cost.js';

/** $/h in consecutive windows of one length, by basis; null where it isn't known. */
export interface CostWindows {
  seconds: number;
  rates: Record<CostBasis, (number | null)[]>;
}

/** Cuts a span into windows of about `length` ms, none where the span has no length. */
export function costWindows(record: UsageRecord, span: Span, prices: Prices, length: number): CostWindows {
  const whole = span.to - span.from;
  const count = whole > 0 ? Math.max(1, Math.round(whole / length)) : 0;
  const step = count === 0 ? length : whole / count;
  const rates: CostWindows['rates'] = {usage: [], request: [], max: []};
  for (let window = 0; window < count; window++) {
    const from = span.from + window * step;
    const {spent, hours} = costIn(record, {from, to: from + step}, prices, ENOUGH_OF_A_WINDOW);
    for (const basis of COST_BASES) {
      const {dollars} = spent[basis];
      rates[basis].push(dollars === null ? null : dollars / hours);
    }
  }
  return {seconds: step / 1000, rates};
}

/** How long a window is, in ms: no shorter than the time over which the source averages, or neighbours would be one and the same. */
export function windowLength(source: UsageSource | undefined): number {
  return isCoarse(source) ? 15_000 : 1000;
}

const ENOUGH_OF_A_WINDOW = 0.5;
