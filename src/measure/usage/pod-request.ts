import type {Container, Pod, ResourceRequirements} from 'kubernetes-types/core/v1.js';
import {readQuantity} from '../../cluster/quantity.js';
import type {ContainerResources} from './usage.js';

/** What a pod reserves: cores and bytes. */
export interface PodRequest {
  cpu: number;
  memory: number;
}

/**
 * A pod's request as the scheduler counts it: its containers and sidecars together, or an init container with the sidecars started before
 * it where that is more; its overhead on top (k8s.io/component-helpers/resource#PodRequests).
 */
export function podRequest(pod: Pod): PodRequest {
  return {cpu: requestOf(pod, 'cpu'), memory: requestOf(pod, 'memory')};
}

/** The same of any one resource, such as `ephemeral-storage` or `example.com/gpu`, in its own unit. */
export function requestOf({spec}: Pod, resource: string): number {
  const overhead = quantityIn(spec?.overhead as Quantities | undefined, resource);
  const ofPod = (spec as {resources?: ResourceRequirements} | undefined)?.resources?.requests as Quantities | undefined;
  if (ofPod?.[resource] !== undefined) return quantityIn(ofPod, resource) + overhead;
  let sidecars = 0;
  let largestInit = 0;
  for (const container of spec?.initContainers ?? []) {
    const request = ofContainer(container, resource);
    if (isSidecar(container)) sidecars += request;
    largestInit = Math.max(largestInit, isSidecar(container) ? sidecars : sidecars + request);
  }
  const running = (spec?.containers ?? []).reduce((sum, container) => sum + ofContainer(container, resource), sidecars);
  return Math.max(running, largestInit) + overhead;
}

/** What each container that runs for as long as the pod asks for. */
export function containerResources({spec}: Pod): ContainerResources[] {
  const running = [...(spec?.initContainers ?? []).filter(isSidecar), ...(spec?.containers ?? [])];
  return running.map(({name, resources}) => ({
    name,
    request: amountsIn(resources?.requests as Quantities | undefined),
    limit: amountsIn(resources?.limits as Quantities | undefined),
  }));
}

function amountsIn(quantities: Quantities | undefined): ContainerResources['request'] {
  const amount = (text: string | undefined) => (text === undefined ? undefined : readQuantity(text));
  return {cpu: amount(quantities?.cpu), memory: amount(quantities?.memory)};
}

type Quantities = Record<string, string | undefined>;

function ofContainer({resources}: Container, resource: string): number {
  // The API server fills a missing request from the limit.
  return quantityIn(resources?.requests as Quantities | undefined, resource);
}

function isSidecar(container: Container): boolean {
  return (container as {restartPolicy?: string}).restartPolicy === 'Always';
}

function quantityIn(quantities: Quantities | undefined, resource: string): number {
  const text = quantities?.[resource];
  return text === undefined ? 0 : readQuantity(text);
}
