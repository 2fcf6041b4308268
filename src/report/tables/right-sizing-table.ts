import {formatNumber, formatResource, inCurrency, NOTHING, type Resource} from '../format.js';
import type {CostResult} from '../schema/cost.js';
import type {AdviceResult, RightSizingResult} from '../schema/right-sizing.js';
import {numbers, type Table} from './table.js';

/** What each container asks for beside what it used under chaos, and what its requests should be. */
export function rightSizingTable({rightSizing, prices}: CostResult): Table {
  const rows = rightSizing.flatMap(size => RESOURCES.map(resource => cells(size, resource)));
  return {columns: COLUMNS, rows: rows.map(row => row.map(text => inCurrency(text, prices.currency)))};
}

/** What the advice comes to, in a few words. */
export function rightSizingTitle({rightSizing, prices}: CostResult): string {
  const advice = rightSizing.flatMap(({cpu, memory}) => [cpu, memory]);
  const saved = advice.reduce((sum, {monthly}) => sum + Math.min(0, monthly ?? 0), 0);
  const more = advice.filter(({action}) => action === 'raise' || action === 'set').length;
  const parts = [
    ...(saved < 0 ? [`${inCurrency(formatNumber(-saved, '$'), prices.currency)} per month could be saved`] : []),
    ...(more > 0 ? [`${more === 1 ? 'one request' : `${more} requests`} should be more`] : []),
  ];
  if (parts.length > 0) return parts.join(', ');
  return advice.some(({action}) => action === 'keep') ? 'the requests fit' : 'nothing to advise';
}

/** The evidence for each advice, in sentences. */
export function rightSizingEvidence({rightSizing, prices}: CostResult): string[] {
  return rightSizing.flatMap(size =>
    RESOURCES.map(resource => inCurrency(`${nameOf(size)}: ${size[resource].evidence}`, prices.currency)),
  );
}

/** How the advice is made. */
export const RIGHT_SIZING_RULE =
  'The rule: CPU p95 × 1.15, memory the most × 1.2, rounded up, over the baseline and the faults and recoveries that count. Faults that burn CPU or memory themselves are left out. Nothing is advised on less than 60 s, 20 readings, or 90 % of the usage, unless a container was OOM-killed (its limit × 1.2), and less only of what endured a fault.';

const RESOURCES: readonly Resource[] = ['cpu', 'memory'];
const TITLES: Record<Resource, string> = {cpu: 'CPU', memory: 'Memory'};
const COLUMNS = [
  {title: 'Container'},
  {title: 'Of'},
  ...['Request', 'p50', 'p95', 'Max', 'Advice', 'Per month', 'VPA'].map(numbers),
];

function cells(size: RightSizingResult, resource: Resource): string[] {
  const {request, used, vpa, ...advice} = size[resource];
  const show = (value: number | null | undefined): string =>
    value === null || value === undefined ? NOTHING : formatResource(value, resource);
  return [
    nameOf(size),
    TITLES[resource],
    show(request),
    show(used?.p50),
    show(used?.p95),
    show(used?.max),
    adviceText(advice, show),
    advice.monthly === null ? NOTHING : `${advice.monthly > 0 ? '+' : ''}${formatNumber(advice.monthly, '$')}`,
    show(vpa),
  ];
}

function adviceText(
  {action, target}: Pick<AdviceResult, 'action' | 'target'>,
  show: (value: number) => string,
): string {
  if (target === null) return action === 'keep' ? 'keep' : 'not known';
  return `${action} to ${show(target)}`;
}

function nameOf({workload, container, replicas}: RightSizingResult): string {
  return `${workload} ${container}${replicas === 1 ? '' : ` (${replicas} pods)`}`;
}
