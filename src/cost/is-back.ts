import type {Span} from '../measure/measurements.js';
import type {UsageRecord} from '../measure/usage/usage.js';
import type {CostBasis} from '../spec/cost-metrics.js';
import {nodeTrouble} from './by-node.js';
import {HOLD_S, isBackNow} from './excess.js';
import type {Prices} from './prices.js';
import {costIn} from './span-cost.js';
import {costWindows, windowLength} from './windows.js';

interface Terms {
  baseline: Span;
  /** The end of the fault; what was before it says nothing (monotonic ms). */
  since: number;
  now: number;
  prices: Prices;
}

const HOLD_MS = 1000 * HOLD_S;
/** How much later than the watch the kubelet tells of the usage. */
const USAGE_LAG_MS = 2_000;

/** Whether the cost rate is back within the baseline's noise: by request from the watch at once, and by usage where it is measured. Not while the price of a new pod isn't known. */
export function costIsBack(record: UsageRecord, terms: Terms): boolean {
  if (awaitsPrice(record, terms)) return false;
  const length = windowLength(record.source);
  const lag = length > HOLD_MS ? 2 * length : USAGE_LAG_MS;
  const hold = Math.max(HOLD_MS, length);
  const isBack = (basis: CostBasis, to: number): boolean => {
    const usual = usualRates(record, basis, terms, length);
    if (usual === undefined) return true; // there is nothing to come back to
    if (to - hold < terms.since) return false;
    const {rates, seconds} = costWindows(record, {from: to - hold, to}, terms.prices, length);
    return isBackNow({rates: rates[basis], seconds, baseline: usual});
  };
  return isBack('request', terms.now) && isBack('usage', terms.now - lag);
}

/** Whether the price of a pod that is new since the baseline isn't known yet. Where the baseline's own aren't either, no wait helps. */
function awaitsPrice(record: UsageRecord, {baseline, prices}: Terms): boolean {
  const newcomers = record.reservations.filter(({from}) => from >= baseline.to);
  const names = new Set(newcomers.map(({name}) => name));
  const before: UsageRecord = {
    ...record,
    reservations: record.reservations.filter(({from}) => from < baseline.to),
    containers: record.containers.filter(({pod}) => !names.has(pod)),
  };
  const lacksPrice = (part: UsageRecord): boolean => nodeTrouble(part, prices) !== undefined;
  return lacksPrice({...record, reservations: newcomers, containers: []}) && !lacksPrice(before);
}

function usualRates(record: UsageRecord, basis: CostBasis, {baseline, prices}: Terms, length: number) {
  const {spent, hours} = costIn(record, baseline, prices);
  const {dollars} = spent[basis];
  if (dollars === null) return undefined;
  return {rate: dollars / hours, rates: costWindows(record, baseline, prices, length).rates[basis]};
}
