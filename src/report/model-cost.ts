import type {CostSummary} from '../analysis/cost-summary.js';
import {rightSizingResult} from './model-right-sizing.js';
import type {CostResult} from './schema/cost.js';

/** The costs in the published form. */
export function costResult({prices, source, idle, rightSizing, ...summary}: CostSummary): CostResult {
  const {cpu, memory, currency, source: from, date} = prices;
  const {incidentsPerMonth, multiplierOf, baseline, idleReserve, experiments, notes} = summary;
  return {
    prices: {cpu, memory, currency, source: from, date: date ?? null},
    incidentsPerMonth,
    usageFrom: source ?? null,
    multiplierOf,
    idle: idle ?? null,
    baseline,
    idleReserve,
    experiments,
    rightSizing: rightSizing.map(rightSizingResult),
    notes,
  };
}
