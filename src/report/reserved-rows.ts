import {formatCents, NOTHING} from './format.js';
import type {ReservedResult, ReservedSide} from './schema/reserved.js';

/** A line of the table of what is reserved; texts from outside are not escaped yet. */
export interface ReservedRow {
  workload: string;
  amount: string;
  before: string;
  after: string;
  difference: string;
}

/** The workloads, what changed most first, and the total: the sum of the amounts as they are printed. Without a base, only after. */
export function reservedRows(reserved: ReservedResult): {rows: ReservedRow[]; total: ReservedRow} {
  const {currency, before, after} = reserved;
  return {
    rows: sortedWorkloads(reserved).map(workload => ({
      workload: workload.workload,
      amount: amountText(workload.before, workload.after),
      before: sideText(workload.before, currency),
      after: sideText(workload.after, currency),
      difference: before === null ? NOTHING : changeText(workload.difference, currency),
    })),
    total: {
      workload: 'Total',
      amount: '',
      before: before === null ? NOTHING : money(before.monthly, currency),
      after: money(after.monthly, currency),
      difference: before === null ? NOTHING : totalChange(before.monthly, after.monthly, currency),
    },
  };
}

/** What changed and what it comes to, in lines for a terminal. */
export function reservedLines(reserved: ReservedResult): string[] {
  const {rows, total} = reservedRows(reserved);
  const workloads = sortedWorkloads(reserved);
  const changed = reserved.before === null ? [] : rows.filter((_, index) => workloads[index]?.change !== 'same');
  const gaps = notPriced(reserved).length;
  return [
    ...changed.map(({workload, before, after, difference}) => `${workload}: ${before} → ${after} (${difference})`),
    reserved.before === null
      ? `${total.after} per month are reserved`
      : `${total.before} → ${total.after} per month are reserved (${total.difference})`,
    ...(gaps === 0 ? [] : [`${gaps} not priced: see the report`]),
  ];
}

/** What it takes to read the amounts right, in sentences: autoscalers, DaemonSets, prices. */
export function reservedNotes(reserved: ReservedResult): string[] {
  const {currency, before, after, nodes, prices, workloads} = reserved;
  const most = [...(before === null ? [] : [before.monthlyMost]), after.monthlyMost];
  const scales = workloads.some(({before: was, after: is}) =>
    [was, is].some(side => side !== null && side.monthly !== side.monthlyMost),
  );
  const daemons = workloads.some(({workload}) => /(^|\/)DaemonSet\//.test(workload));
  const per = (price: number, unit: string): string => `${plainMoney(price, currency)} per ${unit}`;
  const listed = [
    per(prices.cpu, 'vCPU-hour'),
    per(prices.memory, 'GiB-hour'),
    ...(prices.storage === null ? [] : [per(prices.storage, 'GiB-month of storage')]),
    ...(prices.loadBalancer === null ? [] : [per(prices.loadBalancer, 'load balancer and hour')]),
  ];
  return [
    'Per month of 730 h, by what is reserved: requests, or limits where there are none. Each workload is rounded to the cent, and the total is the sum of what is printed.',
    ...(scales
      ? [`With every autoscaler at its most: ${most.map(amount => money(amount, currency)).join(' → ')}.`]
      : []),
    ...(daemons ? [`DaemonSets are counted on ${nodes} ${nodes === 1 ? 'node' : 'nodes'}.`] : []),
    ...(prices.memory === 0 ? ['The prices count memory as free.'] : []),
    `Prices: ${listed.join(', ')}, from ${prices.source}${prices.date === null ? '' : `, as of ${prices.date}`}.`,
  ];
}

/** What has no price, in sentences that begin with the workload, as it is called; what the change takes away isn't listed. */
export function notPriced(reserved: ReservedResult): string[] {
  return reserved.workloads.flatMap(({workload, before, after}) =>
    (after ?? before)!.notPriced.map(gap => `${workload}, ${gap}.`),
  );
}

function sortedWorkloads({workloads}: ReservedResult): ReservedResult['workloads'] {
  return [...workloads].sort((a, b) => weightOf(b.difference) - weightOf(a.difference));
}

function weightOf(difference: number | null): number {
  return difference === null ? Number.POSITIVE_INFINITY : Math.abs(difference);
}

function amountText(before: ReservedSide | null, after: ReservedSide | null): string {
  const texts = [before, after].flatMap(side => (side === null ? [] : [side.amount]));
  return [...new Set(texts)].join(' → ');
}

function sideText(side: ReservedSide | null, currency: string): string {
  if (side === null) return NOTHING;
  if (side.monthly === null) return 'not priced';
  return `${money(side.monthly, currency)}${side.notPriced.length > 0 ? ' + not priced' : ''}`;
}

function changeText(difference: number | null, currency: string): string {
  if (difference === null) return 'not known';
  return `${difference > 0 ? '+' : ''}${money(difference, currency)}`;
}

function totalChange(before: number, after: number, currency: string): string {
  const cents = Math.round(100 * after) - Math.round(100 * before);
  const change = changeText(cents / 100, currency);
  const percent = before === 0 ? undefined : cents / before;
  return percent === undefined || cents === 0 ? change : `${change} (${percent > 0 ? '+' : ''}${percent.toFixed(1)} %)`;
}

function money(amount: number, currency: string): string {
  return formatCents(Math.round(amount * 100), currency);
}

/** A price as it was given, with all of its decimals. */
function plainMoney(price: number, currency: string): string {
  return /^[A-Z]{3}$/.test(currency) ? `${currency} ${price}` : `${currency}${price}`;
}
