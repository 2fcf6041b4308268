import type {WorkloadKind} from '../../src/deploy/victim.js';
import type {WorkloadObject} from '../../src/deploy/workloads.js';

export interface WorkloadBuilder {
  build(): WorkloadObject;
  inNamespace(namespace: string): WorkloadBuilder;
  withReplicas(replicas: number): WorkloadBuilder;
  withImage(image: string): WorkloadBuilder;
  withSpec(spec: object): WorkloadBuilder;
  withStatus(status: object): WorkloadBuilder;
  /** Fully rolled out by its controller. */
  ready(): WorkloadBuilder;
}

/** One replica of `checkout:ci` with the label app=NAME, not yet seen by its controller. */
export function aWorkload(kind: WorkloadKind = 'Deployment', name = 'checkout'): WorkloadBuilder {
  const labels = {app: name};
  return builder({
    apiVersion: 'apps/v1',
    kind,
    metadata: {name},
    spec: {
      ...(kind === 'DaemonSet' ? {} : {replicas: 1}),
      selector: {matchLabels: labels},
      template: {metadata: {labels}, spec: {containers: [{name: 'app', image: 'checkout:ci'}]}},
    },
  });
}

function builder(workload: WorkloadObject): WorkloadBuilder {
  const {spec} = workload;
  return {
    build: () => structuredClone(workload),
    inNamespace: namespace => builder({...workload, metadata: {...workload.metadata, namespace}}),
    withReplicas: replicas => builder({...workload, spec: {...spec, replicas}}),
    withImage: image =>
      builder({
        ...workload,
        spec: {...spec, template: {...spec.template, spec: {containers: [{name: 'app', image}]}}},
      }),
    withSpec: more => builder({...workload, spec: {...spec, ...more}}),
    withStatus: status => builder({...workload, status}),
    ready: () => builder({...workload, status: readyStatus(workload)}),
  };
}

/** What the controllers write; one set of fields serves all three kinds. */
function readyStatus({spec, metadata}: WorkloadObject): object {
  const count = spec.replicas ?? 1;
  return {
    observedGeneration: metadata.generation ?? 1,
    replicas: count,
    updatedReplicas: count,
    readyReplicas: count,
    availableReplicas: count,
    desiredNumberScheduled: count,
    updatedNumberScheduled: count,
    numberAvailable: count,
  };
}
