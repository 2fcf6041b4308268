/** The counter of CPU seconds, the working set in bytes, and the start in Unix seconds, as cAdvisor and the kubelet name them. */
export const CPU = 'container_cpu_usage_seconds_total';
export const MEMORY = 'container_memory_working_set_bytes';
export const START = 'container_start_time_seconds';

/** How far back is asked, in s: two scrapes, where they are a minute apart. */
export const LOOK_BACK_S = 120;

/**
 * All raw samples of a namespace's pods within the look-back. An instant query of a range vector returns them with their own timestamps;
 * a `query_range` would return values at times of its own.
 */
export function usageQuery(namespace: string): string {
  // Of cAdvisors that count by core, only the sum. A namespace is a DNS label: there is nothing to escape.
  return `{__name__=~"${[CPU, MEMORY, START].join('|')}",namespace="${namespace}",pod!="",cpu=~"|total"}[${LOOK_BACK_S}s]`;
}
