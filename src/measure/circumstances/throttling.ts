import {readMetrics} from '../usage/metrics-text.js';
import type {Series} from '../usage/prometheus/answer.js';
import type {ThrottleSample, ThrottleSeries} from './circumstances.js';

/** How cAdvisor calls its two counters. */
export const PERIODS = 'container_cpu_cfs_periods_total';
export const THROTTLED = 'container_cpu_cfs_throttled_periods_total';
const ROWS = /^container_cpu_cfs_(?:throttled_)?periods_total\{.*\n/gm;
/** The pod's UID in a cgroup's path, with underscores where systemd names it. */
const POD_UID = /\/[^/]*pod([0-9a-f]{8}(?:[-_][0-9a-f]{4}){3}[-_][0-9a-f]{12})/;

/** One cgroup's counters, with cAdvisor's own timestamp (Unix time in ms). */
export interface ThrottleRow {
  cgroup: string;
  podUid: string;
  timestamp: number;
  periods: number;
  throttled: number;
}

/**
 * The rows of cAdvisor's text that belong to pods with a CPU limit. They are told apart by their cgroup: with containerd only the pod's row carries
 * a namespace and a pod, and none a container.
 */
export function throttleRows(text: string): ThrottleRow[] {
  // A full node's text has tens of thousands of lines; the watches must not wait until each is read.
  const wanted = text.match(ROWS)?.join('') ?? '';
  const rows = readMetrics(wanted, new Set([PERIODS, THROTTLED]));
  const throttled = new Map(rows.filter(({name}) => name === THROTTLED).map(row => [row.labels.id, row.value]));
  return rows
    .filter(({name}) => name === PERIODS)
    .flatMap(({labels: {id}, value, timestamp}) =>
      rowOf(id, {at: timestamp, periods: value, throttled: throttled.get(id)}),
    );
}

/** The same by Prometheus' samples, the oldest first. */
export function throttleRowsOf(series: readonly Series[]): ThrottleRow[] {
  const keyOf = ({id}: Record<string, string>, at: number): string => `${id} ${at}`;
  const samplesOf = (name: string) =>
    series
      .filter(({labels}) => labels.__name__ === name)
      .flatMap(({labels, samples}) => samples.map(sample => ({labels, ...sample})));
  const throttled = new Map(samplesOf(THROTTLED).map(({labels, at, value}) => [keyOf(labels, at), value]));
  return samplesOf(PERIODS)
    .flatMap(({labels, at, value}) =>
      rowOf(labels.id, {at, periods: value, throttled: throttled.get(keyOf(labels, at))}),
    )
    .sort((a, b) => a.timestamp - b.timestamp);
}

function rowOf(
  cgroup = '',
  {at, periods, throttled}: {at: number | undefined; periods: number; throttled: number | undefined},
): ThrottleRow[] {
  const podUid = POD_UID.exec(cgroup)?.[1]?.replaceAll('_', '-');
  if (podUid === undefined || at === undefined || throttled === undefined) return [];
  return [{cgroup, podUid, timestamp: at, periods, throttled}];
}

/** Collects rows into a series for each cgroup. */
export interface ThrottleLog {
  /** `at` maps cAdvisor's timestamps to the monotonic clock; a timestamp seen before is no news. */
  take(rows: readonly ThrottleRow[], at: (timestamp: number) => number): void;
  all(): ThrottleSeries[];
}

/** Begins an empty log. */
export function throttleLog(): ThrottleLog {
  const byCgroup = new Map<string, {series: ThrottleSeries; timestamp: number}>();
  return {
    take: (rows, at) => {
      for (const {cgroup, podUid, timestamp, periods, throttled} of rows) {
        const known = byCgroup.get(cgroup) ?? {series: {podUid, samples: []}, timestamp: Number.NEGATIVE_INFINITY};
        if (timestamp <= known.timestamp) continue;
        const sample: ThrottleSample = {at: at(timestamp), periods, throttled};
        known.series.samples.push(sample);
        byCgroup.set(cgroup, {...known, timestamp});
      }
    },
    all: () => [...byCgroup.values()].map(({series}) => ({...series, samples: [...series.samples]})),
  };
}
