import type {DiffRow, ReservedDiff, Side, Totals} from '../cost/reserved/diff.js';
import type {ReservedResult, ReservedSide} from './schema/reserved.js';

/** What the manifests reserve, in the published form; `comparedWith` says for people what the base is. */
export function reservedResult(diff: ReservedDiff, comparedWith: string | undefined): ReservedResult {
  const {cpu, memory, storage, loadBalancer, source, date, currency} = diff.prices;
  return {
    currency,
    prices: {cpu, memory, storage: storage ?? null, loadBalancer: loadBalancer ?? null, source, date: date ?? null},
    nodes: diff.nodes,
    comparedWith: comparedWith ?? null,
    before: diff.before === undefined ? null : totalResult(diff.before),
    after: totalResult(diff.after),
    unknown: [...diff.unknown, ...diff.unknownBefore],
    workloads: diff.rows.map(row => ({
      workload: row.workload,
      change: changeOf(row),
      before: row.before === undefined ? null : sideResult(row.before),
      after: row.after === undefined ? null : sideResult(row.after),
      difference: amountOf(row.delta),
    })),
  };
}

function totalResult({cents, mostCents}: Totals): {monthly: number; monthlyMost: number} {
  return {monthly: cents / 100, monthlyMost: mostCents / 100};
}

function sideResult({amount, cents, mostCents, gaps}: Side): ReservedSide {
  return {
    amount,
    monthly: amountOf(cents),
    monthlyMost: amountOf(mostCents),
    notPriced: [...new Set(gaps.map(({what, why}) => `${what}: ${why}`))],
  };
}

function amountOf(cents: number | undefined): number | null {
  return cents === undefined ? null : cents / 100;
}

function changeOf({before, after}: DiffRow): 'added' | 'removed' | 'changed' | 'same' {
  if (before === undefined) return 'added';
  if (after === undefined) return 'removed';
  return JSON.stringify(before) === JSON.stringify(after) ? 'same' : 'changed';
}
