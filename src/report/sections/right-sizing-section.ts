import {paragraph, type Section} from '../document.js';
import {escapeMarkdown} from '../escape.js';
import {formatNumber, formatResource, NOTHING, type Resource} from '../format.js';
import {markdownTable} from '../markdown-table.js';
import type {Result} from '../result-schema.js';
import type {AdviceResult, RightSizingResult} from '../schema/right-sizing.js';

/** What each container asks for beside what it used under chaos, and what its requests should be. */
export function rightSizingSection({cost}: Result): Section | undefined {
  if (cost === null || cost.rightSizing.length === 0) return undefined;
  const rows = cost.rightSizing.flatMap(size => RESOURCES.map(resource => cells(size, resource)));
  const sentences = cost.rightSizing.flatMap(size =>
    RESOURCES.map(resource => `- ${escapeMarkdown(`${nameOf(size)}: ${size[resource].evidence}`)}`),
  );
  return {
    title: `Right-sizing: ${headline(cost.rightSizing)}`,
    rank: 6,
    shown: 'folded',
    blocks: [markdownTable(COLUMNS, rows), {rows: sentences}, paragraph(RULE)],
  };
}

const RESOURCES: readonly Resource[] = ['cpu', 'memory'];
const TITLES: Record<Resource, string> = {cpu: 'CPU', memory: 'Memory'};
const COLUMNS = [
  {title: 'Container'},
  {title: 'Of'},
  ...['Request', 'p50', 'p95', 'Max', 'Advice', 'Per month', 'VPA'].map(title => ({title, align: 'right'}) as const),
];
const RULE =
  'The rule: CPU p95 × 1.15, memory the most × 1.2, rounded up, over the baseline and the faults and recoveries that count. Faults that burn CPU or memory themselves are left out. Nothing is advised on less than 60 s, 20 readings, or 90 % of the usage, and less only of what endured a fault.';

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
    advice.monthly === null ? NOTHING : change(advice.monthly),
    show(vpa),
  ].map(escapeMarkdown);
}

function adviceText(
  {action, target}: Pick<AdviceResult, 'action' | 'target'>,
  show: (value: number) => string,
): string {
  if (target === null) return action === 'keep' ? 'keep' : 'not known';
  return `${action} to ${show(target)}`;
}

function headline(sizes: readonly RightSizingResult[]): string {
  const advice = sizes.flatMap(({cpu, memory}) => [cpu, memory]);
  const saved = advice.reduce((sum, {monthly}) => sum + Math.min(0, monthly ?? 0), 0);
  const more = advice.filter(({action}) => action === 'raise' || action === 'set').length;
  const parts = [
    ...(saved < 0 ? [`${escapeMarkdown(formatNumber(-saved, '$'))} per month could be saved`] : []),
    ...(more > 0 ? [`${more === 1 ? 'one request' : `${more} requests`} should be more`] : []),
  ];
  if (parts.length > 0) return parts.join(', ');
  return advice.some(({action}) => action === 'keep') ? 'the requests fit' : 'nothing to advise';
}

function change(monthly: number): string {
  return `${monthly > 0 ? '+' : ''}${formatNumber(monthly, '$')}`;
}

function nameOf({workload, container, replicas}: RightSizingResult): string {
  return `${workload} ${container}${replicas === 1 ? '' : ` (${replicas} pods)`}`;
}
