import type {Prices} from '../prices.js';
import {gapText} from './gap.js';
import {type PricedWorkload, priceDemand} from './price.js';
import {demandsOf} from './workloads.js';
import type {Written} from './written.js';

/** A workload on one side of a change. */
export type Side = Pick<PricedWorkload, 'amount' | 'cents' | 'mostCents' | 'gaps'>;

/** A workload before and after a change; a side is undefined where it isn't there. */
export interface DiffRow {
  /** `Deployment/checkout`, or `shop/Deployment/checkout` where several namespaces have one of that name. */
  workload: string;
  before: Side | undefined;
  after: Side | undefined;
  /** After - before in cents, where what is there of both is priced. */
  delta: number | undefined;
}

/** Sums of the rows as they are printed; cents. */
export interface Totals {
  cents: number;
  /** With every autoscaler at its most. */
  mostCents: number;
}

/** What manifests reserve for a month, before and after a change. Without a base, only after. */
export interface ReservedDiff {
  prices: Prices;
  /** How many nodes DaemonSets were counted on. */
  nodes: number;
  rows: DiffRow[];
  before: Totals | undefined;
  after: Totals;
  /** What isn't known of the head; with a base, only what wasn't unknown before. A limit can't be kept with it: the sum may be any amount too low. */
  unknown: string[];
  /** What isn't known of the base, and is no more unknown in the head. No change is sure with it: the base's sum may be any amount too low. */
  unknownBefore: string[];
}

export interface Manifests {
  /** Undefined where there is nothing to compare with. */
  base: readonly Written[] | undefined;
  head: readonly Written[];
}

/** Prices both sides by the same prices and matches them by namespace, kind and name. In the order of the head; what is gone comes last. */
export function diffReserved({base, head}: Manifests, {prices, nodes}: {prices: Prices; nodes: number}): ReservedDiff {
  const price = (objects: readonly Written[]): Map<string, PricedWorkload> =>
    new Map(
      demandsOf(objects, {nodes}).map(demand => {
        const priced = priceDemand(demand, prices);
        return [keyOf(priced), priced];
      }),
    );
  const after = price(head);
  const before = price(base ?? []);
  const keys = [...new Set([...after.keys(), ...before.keys()])];
  const names = keys.map(key => (after.get(key) ?? before.get(key))!.name);
  const rows = keys.map((key, index): DiffRow => {
    const isShared = names.filter(name => name === names[index]).length > 1;
    return rowOf(isShared ? key : names[index]!, before.get(key), after.get(key));
  });
  return {
    prices,
    nodes,
    rows,
    before: base === undefined ? undefined : totalsOf([...before.values()]),
    after: totalsOf([...after.values()]),
    unknown: rows.flatMap(row => unknownOf(row.workload, row.after, row.before)),
    unknownBefore: rows.flatMap(row => unknownOf(row.workload, row.before, row.after)),
  };
}

/** What isn't known of a workload on one side alone. */
function unknownOf(workload: string, side: Side | undefined, other: Side | undefined): string[] {
  const shared = new Set(other?.gaps.map(gapText));
  return (side?.gaps ?? [])
    .filter(gap => gap.kind === 'unknown' && !shared.has(gapText(gap)))
    .map(gap => `${workload}, ${gapText(gap)}`);
}

function keyOf({namespace, name}: PricedWorkload): string {
  return namespace === undefined ? name : `${namespace}/${name}`;
}

function rowOf(workload: string, before: PricedWorkload | undefined, after: PricedWorkload | undefined): DiffRow {
  const amount = (side: PricedWorkload | undefined): number | undefined => (side === undefined ? 0 : side.cents);
  const [was, is] = [amount(before), amount(after)];
  return {
    workload,
    before: before && sideOf(before),
    after: after && sideOf(after),
    delta: was === undefined || is === undefined ? undefined : is - was,
  };
}

function sideOf({amount, cents, mostCents, gaps}: PricedWorkload): Side {
  return {amount, cents, mostCents, gaps};
}

function totalsOf(workloads: readonly PricedWorkload[]): Totals {
  const sum = (of: (workload: PricedWorkload) => number | undefined): number =>
    workloads.reduce((total, workload) => total + (of(workload) ?? 0), 0);
  return {cents: sum(({cents}) => cents), mostCents: sum(({mostCents}) => mostCents)};
}
