import {COST_BASES, COST_METRICS} from './cost-metrics.js';
import {nearest} from './nearest.js';
import type {Phase, Unit} from './objective.js';

/** What an objective's value looks like: `30s`, `500ms` and `2m`, `1%`, `45/s`, `0`, `$1.50`, `$0.02/h`, `$500/month`, `5x`. */
export type ValueKind = 'time' | 'percentage' | 'rate' | 'number' | 'money' | 'hourly' | 'monthly' | 'factor';

/** A metric that objectives can be about. */
export interface Metric {
  /** As written; `latency.pNN` stands for every percentile, `BASIS` for every basis of cost. */
  name: string;
  /** Of findings and limits. */
  unit: Unit;
  value: ValueKind;
  /** An example of a value. */
  example: string;
  description: string;
  better: 'lower' | 'higher';
  /** The changes against the baseline that mean something: in percent of it, or in the metric's own unit. */
  relative: readonly ('percent' | 'delta')[];
  /** What `vs` may name; the baseline where it says nothing. */
  references?: readonly ('baseline' | 'idle' | 'base')[];
  /** What `during` may name. */
  phases: readonly Phase[];
}

const LOADED: readonly Phase[] = ['baseline', 'fault', 'recover'];
const RECOVERY = {unit: 's', value: 'time', example: '30s', better: 'lower', relative: [], phases: []} as const;
const PORTION = {unit: '%', value: 'percentage', relative: ['delta'], phases: LOADED} as const;

/** Every metric that works, in the order of the documentation. */
export const METRICS: readonly Metric[] = [
  {
    name: 'recovery',
    ...RECOVERY,
    description: 'The later of recovery.service and recovery.pod. This is what most gates should limit.',
  },
  {
    name: 'recovery.service',
    ...RECOVERY,
    description:
      'Until requests succeed again as fast as in the baseline, and go on so for `steady.for`. One-shot faults count from the injection, lasting ones from their end.',
  },
  {
    name: 'recovery.pod',
    ...RECOVERY,
    description:
      'Until as many pods are ready and in service as before the fault, and stay so for `steady.for`. The same clock as recovery.service.',
  },
  {
    name: 'recovery.adapt',
    ...RECOVERY,
    description:
      'Until requests are steady again although a lasting fault is still there. Counts from the injection. It has to hold before the fault ends, so `for` has to be longer than the limit by `steady.for`, or by what `steady.requests` take at the load’s rate where that is more.',
  },
  {
    name: 'latency.pNN',
    unit: 'ms',
    value: 'time',
    example: '500ms',
    better: 'lower',
    relative: ['percent', 'delta'],
    phases: LOADED,
    description:
      'The percentile NN of the answer time, from the moment a request was due. NN is 50 or more and below 100, such as 95 or 99.9. Failed requests count as infinitely slow.',
  },
  {name: 'errors', ...PORTION, example: '1%', better: 'lower', description: 'Failed requests, of all that were sent.'},
  {
    name: 'errors.5xx',
    ...PORTION,
    example: '0%',
    better: 'lower',
    description: 'Answers with a status of 500 or more, of all requests that were sent.',
  },
  {
    name: 'availability',
    ...PORTION,
    example: '99.9%',
    better: 'higher',
    description: 'Successful requests, of all that were sent.',
  },
  {
    name: 'throughput',
    unit: 'req/s',
    value: 'rate',
    example: '45/s',
    better: 'higher',
    relative: ['percent', 'delta'],
    phases: LOADED,
    description: 'Successful answers per second.',
  },
  {
    name: 'restarts',
    unit: 'count',
    value: 'number',
    example: '0',
    better: 'lower',
    relative: [],
    phases: [],
    description: 'Containers that ended and were started again in their pod, in the repeat with the most of them.',
  },
  ...COST_METRICS,
];

/** The metric of this name as objectives carry it (`latency.p99.90` is `latency.p99.9`), or a sentence that refuses the name. */
export function findMetric(name: string): {name: string; metric: Metric} | string {
  const exact = METRICS.find(metric => metric.name === name && metric !== PERCENTILE);
  if (exact !== undefined) return {name, metric: exact};
  const digits = /^latency\.p(\d+(?:\.\d+)?)$/.exec(name)?.[1];
  if (digits !== undefined) return findPercentile(name, digits);
  const cost = findCost(name);
  if (cost !== undefined) return cost;
  const meant = suggestion(name);
  return `unknown metric ${name}${meant === undefined ? '' : ` (did you mean ${meant}?)`}; there are ${METRICS.map(metric => metric.name).join(', ')}`;
}

const PERCENTILE = METRICS.find(({name}) => name === 'latency.pNN')!;

function findPercentile(name: string, digits: string): {name: string; metric: Metric} | string {
  const percent = Number(digits);
  if (percent >= 100)
    return `${name} would be the slowest request of all, which no number of requests can show; write latency.p99 or latency.p99.9`;
  if (percent < 50)
    return `${name} is better than the median, which says nothing of what users bear; write latency.p50 or above`;
  if (!/^\d\d(\.\d{1,3})?$/.test(digits))
    return `${name} is finer than can be measured; write at most three decimals, such as latency.p99.999`;
  return {name: `latency.p${percent}`, metric: PERCENTILE};
}

/** `cost.hourly.usage`, or a refusal of a metric of cost without its basis; undefined for all else. */
function findCost(name: string): {name: string; metric: Metric} | string | undefined {
  const [, stem, basis] = /^(cost\.[^.]+)(?:\.(.*))?$/.exec(name) ?? [];
  const metric = COST_METRICS.find(candidate => candidate.name === `${stem}.BASIS`);
  if (metric === undefined) return undefined;
  if (COST_BASES.some(known => known === basis)) return {name, metric};
  const meant = basis === undefined ? undefined : nearest(basis, COST_BASES);
  const which = COST_BASES.map(known => `${stem}.${known}`).join(', ');
  return `${name} does not say what is counted${meant === undefined ? '' : ` (did you mean ${stem}.${meant}?)`}; there are ${which}`;
}

/** What the metrics are called elsewhere. */
const ALIASES = new Map([
  ['latency', 'latency.p95'],
  ['mttr', 'recovery'],
  ['rto', 'recovery'],
  ['uptime', 'availability'],
  ['rps', 'throughput'],
  ['5xx', 'errors.5xx'],
  ['cost', 'cost.hourly.usage'],
]);

function suggestion(name: string): string | undefined {
  const percentile = /^(?:latency)?[._-]?p?(\d{2}(?:\.\d+)?)$/i.exec(name)?.[1];
  if (percentile !== undefined) return `latency.p${percentile}`;
  const names = METRICS.filter(metric => metric !== PERCENTILE).flatMap(metric =>
    COST_BASES.map(basis => metric.name.replace('BASIS', basis)),
  );
  return ALIASES.get(name.toLowerCase()) ?? nearest(name, [...names, 'latency.p50', 'latency.p95', 'latency.p99']);
}
