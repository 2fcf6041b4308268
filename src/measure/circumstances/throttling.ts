import type {Kube} from '../../cluster/kube.js';
import {readMetrics} from '../usage/metrics-text.js';
import {wordsOf} from '../usage/sources/access.js';
import type {ThrottleSample, ThrottleSeries} from './circumstances.js';

const PERIODS = 'container_cpu_cfs_periods_total';
const THROTTLED = 'container_cpu_cfs_throttled_periods_total';
const ROWS = /^container_cpu_cfs_(?:throttled_)?periods_total\{.*\n/gm;
const TIMEOUT_MS = 5_000;
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
 * The counters of CPU throttling of a node's pods, from cAdvisor by way of the API server's proxy. Rows are told apart by their cgroup:
 * with containerd only the pod's row carries a namespace and a pod, and none a container. Throws with a sentence where they can't be had.
 */
export async function readThrottling(kube: Kube, node: string, signal: AbortSignal): Promise<ThrottleRow[]> {
  const path = `/api/v1/nodes/${encodeURIComponent(node)}/proxy/metrics/cadvisor`;
  const answer = await kube.raw('GET', path, {headers: {accept: 'text/plain'}, timeoutMs: TIMEOUT_MS, signal});
  if (answer.status !== 200) throw new Error(`node ${node} by the API server's proxy: ${wordsOf(answer)}`);
  return throttleRows(answer.text);
}

/** The rows of cAdvisor's text that belong to pods with a CPU limit. */
export function throttleRows(text: string): ThrottleRow[] {
  // A full node's text has tens of thousands of lines; the watches must not wait until each is read.
  const wanted = text.match(ROWS)?.join('') ?? '';
  const rows = readMetrics(wanted, new Set([PERIODS, THROTTLED]));
  const throttled = new Map(rows.filter(({name}) => name === THROTTLED).map(row => [row.labels.id, row.value]));
  return rows.flatMap(({name, labels: {id = ''}, value, timestamp}) => {
    const podUid = POD_UID.exec(id)?.[1]?.replaceAll('_', '-');
    const count = throttled.get(id);
    if (name !== PERIODS || podUid === undefined || timestamp === undefined || count === undefined) return [];
    return [{cgroup: id, podUid, timestamp, periods: value, throttled: count}];
  });
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
