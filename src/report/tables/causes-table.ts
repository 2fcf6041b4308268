import {formatNumber, inCurrency, NOTHING} from '../format.js';
import type {CausesResult} from '../schema/causes.js';
import type {CostResult} from '../schema/cost.js';
import {numbers, type Table} from './table.js';

/** Where an experiment's excess comes from, cause by cause; without rows where there is none. */
export function causesTable(
  {causes, ...experiment}: CostResult['experiments'][number],
  {prices}: Pick<CostResult, 'prices'>,
): Table {
  const rows = (['usage', 'request'] as const).flatMap(basis =>
    basisRows(basis, causes[basis], experiment[basis].excess?.below ?? 0),
  );
  return {columns: COLUMNS, rows: rows.map(row => row.map(text => inCurrency(text, prices.currency)))};
}

const COLUMNS = [{title: 'Basis'}, {title: 'Cause'}, ...['Per incident', 'Share', 'How many'].map(numbers)];

const ATTEMPTS: ReadonlySet<string> = new Set(['retries', 'failed']);

/** Causes that cost nothing are left out, but not attempts that turn out to be cheap. */
function basisRows(basis: string, causes: CausesResult['usage'], below: number): string[][] {
  const rows = (causes ?? [])
    .filter(({cause, dollars, count}) => dollars > 0 || (ATTEMPTS.has(cause) && (count ?? 0) > 0))
    .map(({cause, dollars, share, count}) => [
      basis,
      cause,
      formatNumber(dollars, '$'),
      share === null ? NOTHING : `${Math.round(100 * share)} %`,
      count === null ? NOTHING : formatNumber(count, 'count'),
    ]);
  if (below === 0) return rows;
  return [...rows, [basis, 'saved (not set off)', formatNumber(below, '$'), NOTHING, NOTHING]];
}
