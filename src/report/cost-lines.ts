import {formatNumber, inCurrency} from './format.js';
import type {Result} from './result-schema.js';
import type {CostResult} from './schema/cost.js';

/** The costs in a line for each experiment, and the prices they are made with; none where nothing was measured. */
export function costLines({cost}: Result): string[] {
  if (cost === null || cost.experiments.length === 0) return [];
  const lines = cost.experiments.map(({name, usage: {hourly, multiplier, excess, monthly}}) => {
    if (hourly === null || excess === null) return `${name}: could not be measured`;
    const multiple = multiplier === null ? '' : `, ${formatNumber(multiplier, 'x')} the ${cost.multiplierOf} rate`;
    const month = monthly === null ? '' : `, ${formatNumber(monthly, '$')} per month`;
    return `${name}: ${formatNumber(hourly, '$/h')} in the fault${multiple}; ${formatNumber(excess.above, '$')} more per incident${month} (by usage)`;
  });
  return [...lines.map(line => inCurrency(line, cost.prices.currency)), priceText(cost)];
}

/** What the resources cost, and who says so. */
export function priceText({prices: {cpu, memory, currency, source, date}}: CostResult): string {
  const dated = date === null ? '' : `, as of ${date}`;
  const amounts = inCurrency(`$${cpu} per vCPU-hour and $${memory} per GiB-hour`, currency);
  return `Prices: ${amounts}, from ${source}${dated}.`;
}
