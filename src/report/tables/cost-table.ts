import {priceText} from '../cost-lines.js';
import {formatNumber, inCurrency, NOTHING} from '../format.js';
import type {CostResult, IncidentCost} from '../schema/cost.js';
import {numbers, type Table} from './table.js';

/** What an experiment cost by each basis. */
export function costTable(experiment: CostResult['experiments'][number], cost: CostResult): Table {
  const {idle, baseline, prices} = cost;
  const rows = BASES.map(basis =>
    [
      basis,
      idle === null ? NOTHING : shown(idle[basis], '$/h'),
      shown(baseline[basis], '$/h'),
      ...incidentCells(experiment[basis]),
    ].map(text => inCurrency(text, prices.currency)),
  );
  return {columns: COLUMNS, rows};
}

/** By which prices, and what the columns mean, in sentences. */
export function costExplanation(cost: CostResult): string {
  const reference = cost.multiplierOf === 'idle' ? 'the idle phase' : 'the baseline, since no idle phase was taken';
  return [
    priceText(cost),
    `In the fault is the fault phase alone, without the recovery; × is that ÷ ${reference}. Per month: the baseline for 730 h and ${cost.incidentsPerMonth} such incidents.`,
    ...reserveText(cost.idleReserve).map(text => inCurrency(text, cost.prices.currency)),
    'usage is what was in use, request what the pods reserve, max the greater of both: stress below the request costs nothing by request and max.',
    'Each second of the excess is assigned to one cause, the first that accounts for it; by max there is no split, since the greater of both has no parts of its own.',
  ].join(' ');
}

/** Capacity that is paid for and not used. */
function reserveText(idleReserve: number | null): string[] {
  if (idleReserve === null || idleReserve === 0) return [];
  return [`In the baseline, ${formatNumber(idleReserve, '$/h')} of what is reserved is not in use: no excess.`];
}

/** How much of the usage was measured, as an addition to a title; empty where it is all. */
export function coverageText(coverage: number): string {
  return coverage > 0.995 ? '' : ` (${Math.floor(100 * coverage)} % of the usage was measured)`;
}

const BASES = ['usage', 'request', 'max'] as const;
const COLUMNS = [
  {title: 'Basis'},
  ...['Idle', 'Baseline', 'In the fault', '×', 'Excess per incident', 'Per million requests', 'Per month'].map(numbers),
];

function incidentCells({hourly, multiplier, excess, perMillion, monthly}: IncidentCost): string[] {
  return [
    shown(hourly, '$/h'),
    shown(multiplier, 'x'),
    excess === null ? NOTHING : excessText(excess),
    shown(perMillion, '$'),
    shown(monthly, '$'),
  ];
}

/** Both signs are shown, and the positive one counts. */
function excessText({above, below}: NonNullable<IncidentCost['excess']>): string {
  const sum = formatNumber(above, '$');
  return below === 0 ? sum : `${sum} (${formatNumber(below, '$')} not set off)`;
}

function shown(value: number | null, unit: '$' | '$/h' | 'x'): string {
  return value === null ? NOTHING : formatNumber(value, unit);
}
