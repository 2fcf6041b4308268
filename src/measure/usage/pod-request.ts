import type {Container, Pod, PodSpec} from 'kubernetes-types/core/v1.js';
import {readQuantity} from './quantity.js';

/** Cores and bytes. */
export interface ResourceRequest {
  cpuRequest: number;
  memoryRequest: number;
}

/**
 * What the scheduler counts for a pod: the greater of what runs at last (containers and sidecars) and of each init container with the
 * sidecars before it; `spec.resources` in place of that, where it says something; and the overhead of the runtime class.
 * https://kubernetes.io/docs/concepts/workloads/pods/sidecar-containers/#resource-sharing-within-containers
 */
export function requestOf(pod: Pod): ResourceRequest {
  return {cpuRequest: total(pod.spec, 'cpu'), memoryRequest: total(pod.spec, 'memory')};
}

type Resource = 'cpu' | 'memory';

function total(spec: PodSpec | undefined, resource: Resource): number {
  // kubernetes-types is older than pod-level resources.
  const podLevel = (spec as {resources?: Container['resources']} | undefined)?.resources?.requests?.[resource];
  const overhead = quantity(spec?.overhead?.[resource]);
  if (podLevel !== undefined) return quantity(podLevel) + overhead;
  let sidecars = 0;
  let largestInit = 0;
  for (const init of spec?.initContainers ?? []) {
    const own = quantity(init.resources?.requests?.[resource]);
    if (init.restartPolicy === 'Always') sidecars += own;
    largestInit = Math.max(largestInit, sidecars + (init.restartPolicy === 'Always' ? 0 : own));
  }
  const atLast = (spec?.containers ?? []).reduce(
    (sum, container) => sum + quantity(container.resources?.requests?.[resource]),
    sidecars,
  );
  return Math.max(atLast, largestInit) + overhead;
}

function quantity(value: unknown): number {
  return value === undefined ? 0 : readQuantity(String(value));
}
