import {type MetricRow, readMetrics} from './metrics-text.js';
import type {Reading} from './sources/source.js';

const CPU = 'container_cpu_usage_seconds_total';
const MEMORY = 'container_memory_working_set_bytes';
const START = 'container_start_time_seconds';
/** 1 when the kubelet could not ask its runtime. Its second name is that of Kubernetes before 1.29. */
const FAILED = ['resource_scrape_error', 'scrape_error'];
const WANTED = new Set([CPU, MEMORY, START, ...FAILED]);

/**
 * The namespace's containers in a kubelet's `/metrics/resource`. A container without a timestamp, CPU or memory has not started or is over.
 * Throws when the text is not whole: its last row says whether the kubelet knew what it wrote.
 */
export function readKubeletMetrics(text: string, namespace: string): Reading[] {
  const rows = readMetrics(text, WANTED);
  const verdict = rows.find(row => FAILED.includes(row.name));
  if (verdict === undefined) throw new Error('the answer is not a whole /metrics/resource');
  if (verdict.value !== 0) throw new Error('the kubelet could not read its containers’ statistics');

  const containers = new Map<string, Partial<Record<string, MetricRow>>>();
  for (const row of rows) {
    if (row.labels.namespace !== namespace) continue;
    const key = `${row.labels.pod}/${row.labels.container}`;
    const known = containers.get(key) ?? {};
    known[row.name] = row;
    containers.set(key, known);
  }
  return [...containers.values()].flatMap(found => readingOf(found[CPU], found[MEMORY], found[START]));
}

function readingOf(cpu: MetricRow | undefined, memory: MetricRow | undefined, start: MetricRow | undefined): Reading[] {
  if (cpu?.timestamp === undefined || memory === undefined) return [];
  const {pod, container} = cpu.labels;
  if (pod === undefined || container === undefined) return [];
  if (!(Number.isFinite(cpu.value) && Number.isFinite(memory.value) && cpu.value >= 0)) return [];
  return [
    {
      pod,
      container,
      timestamp: cpu.timestamp,
      cpuSeconds: cpu.value,
      memoryBytes: memory.value,
      ...(start !== undefined && Number.isFinite(start.value) ? {startedAt: start.value * 1000} : {}),
    },
  ];
}
