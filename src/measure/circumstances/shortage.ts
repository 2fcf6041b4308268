import type {Node, Pod} from 'kubernetes-types/core/v1.js';
import type {Kube} from '../../cluster/kube.js';
import {readQuantity} from '../../cluster/quantity.js';
import {requestOf} from '../usage/pod-request.js';
import type {Shortage} from './circumstances.js';

/** `cpu`, `memory`, `example.com/gpu`: the resources that the scheduler's message names. */
export function shortResources(message: string): string[] {
  return [...new Set([...message.matchAll(/Insufficient ([\w./-]*\w)/g)].map(([, resource = '']) => resource))];
}

/** How much of each resource the pod asks for, and how much is free where most of it is. Fails where nodes or their pods may not be listed. */
export async function measureShortages(
  kube: Kube,
  pod: Pod,
  resources: readonly string[],
  signal: AbortSignal,
): Promise<Shortage[]> {
  const [nodes, pods] = await Promise.all([
    kube.list<Node>({apiVersion: 'v1', kind: 'Node'}, signal),
    kube.list<Pod>({apiVersion: 'v1', kind: 'Pod'}, signal),
  ]);
  const usable = nodes.filter(node => node.spec?.unschedulable !== true);
  return resources.map(resource => ({
    podUid: pod.metadata?.uid ?? '',
    resource,
    asked: askedFor(pod, resource),
    free: Math.max(0, ...usable.map(node => freeOn(node, resource, pods))),
  }));
}

/** Each pod takes one place of a node's `pods`. */
function askedFor(pod: Pod, resource: string): number {
  return resource === 'pods' ? 1 : requestOf(pod, resource);
}

function freeOn({metadata, status}: Node, resource: string, pods: readonly Pod[]): number {
  const allocatable = (status?.allocatable as Record<string, string> | undefined)?.[resource];
  const taken = pods
    .filter(pod => pod.spec?.nodeName === metadata?.name && !FINISHED.has(pod.status?.phase ?? ''))
    .reduce((sum, pod) => sum + askedFor(pod, resource), 0);
  return allocatable === undefined ? 0 : readQuantity(allocatable) - taken;
}

const FINISHED = new Set(['Succeeded', 'Failed']);
