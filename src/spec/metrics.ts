import type {Phase, Unit} from './objective.js';

/** What can be measured, and how an objective may speak of it. */
export interface Metric {
  /** As written in objectives; `NN` stands for a percentile. */
  name: string;
  unit: Unit;
  /** Whether smaller numbers are better: it takes `<=` then, else `>=`. */
  better: 'lower' | 'higher';
  /** Whether it can be compared with the baseline. */
  relative: boolean;
  /** The phases that `during` may name; none where the metric has a clock of its own. */
  phases: readonly Phase[];
  /** A value as an example. */
  example: string;
  description: string;
}

const TRAFFIC: readonly Phase[] = ['baseline', 'fault', 'recover'];
const recovery = (name: string, description: string): Metric => ({
  name,
  unit: 's',
  better: 'lower',
  relative: false,
  phases: [],
  example: '30s',
  description,
});
const traffic = (metric: Pick<Metric, 'name' | 'unit' | 'example' | 'description'> & {better?: 'higher'}): Metric => ({
  better: 'lower',
  relative: true,
  phases: TRAFFIC,
  ...metric,
});

/** Every metric, in the order of the documentation. */
export const METRICS: readonly Metric[] = [
  recovery('recovery', 'The later of recovery.service and recovery.pod, in the slowest repeat: what to gate.'),
  recovery('recovery.service', 'Until the traffic is steady again: from the injection of a one-shot fault, from the removal of a lasting one.'),
  recovery('recovery.pod', 'Until as many pods are in service as before the fault, and stay so.'),
  recovery('recovery.adapt', 'Until the traffic is steady while a lasting fault persists, from its injection.'),
  traffic({name: 'latency.pNN', unit: 'ms', example: '500ms', description: 'A percentile such as latency.p95 or latency.p99.9, from the intended send time; a failed request counts as infinitely slow.'}),
  traffic({name: 'errors', unit: '%', example: '1%', description: 'The part of the requests that failed, in any way.'}),
  traffic({name: 'errors.5xx', unit: '%', example: '0.1%', description: 'The part of the requests that were answered with a status of 500 or more.'}),
  traffic({name: 'availability', unit: '%', better: 'higher', example: '99.9%', description: 'The part of the requests that succeeded.'}),
  traffic({name: 'throughput', unit: 'req/s', better: 'higher', example: '45/s', description: 'Successful requests per second.'}),
  {
    name: 'restarts',
    unit: 'count',
    better: 'lower',
    relative: false,
    phases: [],
    example: '0',
    description: 'Containers of the target that ended, from the injection until the recovery, in the worst repeat.',
  },
];

/** The metric of this name; percentiles from 50 to below 100. Undefined when there is none. */
export function findMetric(name: string): Metric | undefined {
  const percentile = /^latency\.p(\d{2}(?:\.\d{1,3})?)$/.exec(name)?.[1];
  if (percentile !== undefined) return Number(percentile) >= 50 ? METRICS.find(metric => metric.name === 'latency.pNN') : undefined;
  return METRICS.find(metric => metric.name === name && name !== 'latency.pNN');
}

/** Names to suggest to somebody who mistyped one. */
export const METRIC_NAMES: readonly string[] = METRICS.flatMap(({name}) =>
  name === 'latency.pNN' ? ['latency.p50', 'latency.p90', 'latency.p95', 'latency.p99', 'latency.p99.9'] : [name],
);
