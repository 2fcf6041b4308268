import type {PodTemplateSpec} from 'kubernetes-types/core/v1.js';
import type {LabelSelector, LabelSelectorRequirement} from 'kubernetes-types/meta/v1.js';
import type {Kube, KubeObject} from '../cluster/kube.js';
import {Failure} from '../failure.js';
import type {Workload, WorkloadKind} from './victim.js';

/** A Deployment, StatefulSet or DaemonSet, as far as they are alike. */
export interface WorkloadObject extends KubeObject {
  kind: WorkloadKind;
  spec: {replicas?: number; selector: LabelSelector; template: PodTemplateSpec};
}

const KINDS: readonly string[] = ['Deployment', 'StatefulSet', 'DaemonSet'] satisfies WorkloadKind[];

/** True for the kinds that can be targets. */
export function isWorkload(object: KubeObject): object is WorkloadObject {
  return object.apiVersion === 'apps/v1' && KINDS.includes(object.kind);
}

/** The workloads that are in a namespace now. */
export async function listWorkloads(kube: Kube, namespace: string, signal: AbortSignal): Promise<WorkloadObject[]> {
  const lists = KINDS.map(kind => kube.list<WorkloadObject>({apiVersion: 'apps/v1', kind, namespace}, signal));
  return (await Promise.all(lists)).flat();
}

/** The workload as the other parts of the gate know it. */
export function toWorkload(object: WorkloadObject): Workload {
  return {kind: object.kind, name: object.metadata.name, selector: selectorOf(object)};
}

/** The label selector of its pods, in the API's notation; one that would match every pod fails with `usage`. */
export function selectorOf({kind, metadata, spec}: WorkloadObject): string {
  const equal = Object.entries(spec.selector.matchLabels ?? {}).map(([key, value]) => `${key}=${value}`);
  const selector = [...equal, ...(spec.selector.matchExpressions ?? []).map(requirement)].join(',');
  if (selector !== '') return selector;
  throw new Failure('usage', `${kind}/${metadata.name} has an empty selector, which would match every pod`);
}

function requirement({key, operator, values = []}: LabelSelectorRequirement): string {
  switch (operator) {
    case 'Exists':
      return key;
    case 'DoesNotExist':
      return `!${key}`;
    default:
      return `${key} ${operator.toLowerCase()} (${values.join(',')})`; // In, NotIn
  }
}
