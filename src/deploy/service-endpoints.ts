import type {Service} from 'kubernetes-types/core/v1.js';
import type {EndpointSlice} from 'kubernetes-types/discovery/v1.js';
import type {KubeObject} from '../cluster/kube.js';
import {selects} from '../cluster/label-selector.js';
import type {WorkloadObject} from './workloads.js';

/** A Service that must have a ready endpoint before the load starts. */
export interface AwaitedService {
  name: string;
  selector: Record<string, string>;
  /** The workloads whose pods it selects: `Deployment/checkout`. */
  workloads: string[];
}

/** The Services among the objects that have a selector, without those whose workloads are all scaled to zero. */
export function awaitedServices(
  objects: readonly KubeObject[],
  workloads: readonly WorkloadObject[],
): AwaitedService[] {
  return objects.flatMap(object => {
    const {spec} = object as unknown as Service;
    const selector = spec?.selector ?? {};
    if (object.apiVersion !== 'v1' || object.kind !== 'Service' || spec?.type === 'ExternalName') return [];
    if (Object.keys(selector).length === 0) return [];
    const selected = workloads.filter(workload =>
      selects({matchLabels: selector}, workload.spec.template.metadata?.labels),
    );
    if (selected.length > 0 && selected.every(({spec: {replicas}}) => replicas === 0)) return [];
    return [
      {name: object.metadata.name, selector, workloads: selected.map(({kind, metadata}) => `${kind}/${metadata.name}`)},
    ];
  });
}

/** The Services that have no ready endpoint in any of their slices. */
export function withoutEndpoints(
  services: readonly AwaitedService[],
  slices: readonly EndpointSlice[],
): AwaitedService[] {
  const served = new Set(
    slices.filter(hasReadyEndpoint).map(({metadata}) => metadata?.labels?.['kubernetes.io/service-name']),
  );
  return services.filter(({name}) => !served.has(name));
}

/** Why a Service has no ready endpoint, in a sentence. */
export function describeUnserved({name, selector, workloads}: AwaitedService): string {
  const labels = Object.entries(selector).map(([key, value]) => `${key}=${value}`);
  if (workloads.length > 0)
    return `Service/${name} has no ready endpoint, though it selects the pods of ${workloads.join(', ')}.`;
  return `Service/${name} has no ready endpoint: its selector ${labels.join(',')} matches the pods of no workload.`;
}

/** An unset `ready` means true (discovery.k8s.io/v1). */
function hasReadyEndpoint({endpoints}: EndpointSlice): boolean {
  return (endpoints ?? []).some(({conditions}) => conditions?.ready !== false);
}
