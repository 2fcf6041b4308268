import type {ContainerUse} from './container-usage.js';

/** The kubelet's `/metrics/resource`, as far as containers go. `now` is the time of the reading. */
export function resourceMetrics(uses: readonly ContainerUse[], now: Date): string {
  const at = now.getTime();
  const rows = (name: string, value: (use: ContainerUse) => number, stamp: string): string[] =>
    uses.map(use => `${name}{${labelsOf(use)}} ${value(use)}${stamp}`);
  const lines = [
    '# HELP container_cpu_usage_seconds_total [STABLE] Cumulative cpu time consumed by the container in core-seconds',
    '# TYPE container_cpu_usage_seconds_total counter',
    ...rows('container_cpu_usage_seconds_total', ({cpuSeconds}) => cpuSeconds, ` ${at}`),
    '# HELP container_memory_working_set_bytes [STABLE] Current working set of the container in bytes',
    '# TYPE container_memory_working_set_bytes gauge',
    ...rows('container_memory_working_set_bytes', ({memoryBytes}) => memoryBytes, ` ${at}`),
    '# HELP container_start_time_seconds [STABLE] Start time of the container since unix epoch in seconds',
    '# TYPE container_start_time_seconds gauge',
    ...rows('container_start_time_seconds', ({startedAt}) => startedAt.getTime() / 1000, ''),
    '# HELP resource_scrape_error [STABLE] 1 if there was an error while getting container metrics, 0 otherwise',
    '# TYPE resource_scrape_error gauge',
    'resource_scrape_error 0',
  ];
  return `${lines.join('\n')}\n`;
}

/** Names of Kubernetes hold nothing that would need an escape. */
function labelsOf({namespace, pod, container}: ContainerUse): string {
  return `container="${container}",namespace="${namespace}",pod="${pod}"`;
}
