import type {KubeObject} from '../../src/cluster/kube.js';
import type {FakeKube} from '../fakes/fake-kube.js';

const LABELS = {'app.kubernetes.io/part-of': 'chaos-mesh', 'app.kubernetes.io/component': 'chaos-daemon'};
const KINDS = ['PodChaos', 'StressChaos', 'NetworkChaos', 'HTTPChaos', 'Schedule', 'Workflow'];

/** Installs Chaos Mesh: its CRDs, and a daemon for this runtime on a node with this one. */
export function installChaosMesh(
  kube: FakeKube,
  {daemonFor = 'containerd', node = 'containerd://2.0.1', ready = true} = {},
): void {
  for (const kind of KINDS) {
    const plural = kind.toLowerCase();
    kube.put({
      apiVersion: 'apiextensions.k8s.io/v1',
      kind: 'CustomResourceDefinition',
      metadata: {name: `${plural}.chaos-mesh.org`},
      spec: {group: 'chaos-mesh.org', scope: 'Namespaced', names: {kind, plural}, versions: [{name: 'v1alpha1'}]},
      status: {conditions: [{type: 'Established', status: 'True'}]},
    });
  }
  kube.put(aNode(node));
  const metadata = {name: 'chaos-daemon', namespace: 'chaos-mesh', labels: LABELS};
  const containers = [{name: 'chaos-daemon', command: ['chaos-daemon', '--runtime', daemonFor]}];
  kube.put({apiVersion: 'apps/v1', kind: 'DaemonSet', metadata, spec: {template: {spec: {containers}}}});
  const conditions = [{type: 'Ready', status: ready ? 'True' : 'False'}];
  kube.put({apiVersion: 'v1', kind: 'Pod', metadata: {...metadata, name: 'chaos-daemon-x'}, status: {conditions}});
}

/** A node that says which container runtime it runs. */
export function aNode(containerRuntimeVersion: string, kubeletVersion = 'v1.35.0'): KubeObject {
  return {
    apiVersion: 'v1',
    kind: 'Node',
    metadata: {name: 'node-1'},
    status: {nodeInfo: {containerRuntimeVersion, kubeletVersion}},
  };
}

/** The status that Chaos Mesh writes; `phase` is that of every record. */
export function aChaosStatus({
  phase = 'Injected',
  ids = ['test/shop-1'],
  message,
  desiredPhase = 'Run',
  selected = true,
}: {
  phase?: string;
  ids?: string[];
  message?: string;
  desiredPhase?: string;
  selected?: boolean;
} = {}): object {
  const events = message === undefined ? [] : [{operation: 'Apply', type: 'Failed', timestamp: '', message}];
  const condition = (type: string, holds: boolean) => ({type, status: holds ? 'True' : 'False'});
  return {
    conditions: [condition('Selected', selected), condition('AllInjected', selected && phase === 'Injected')],
    experiment: {
      desiredPhase,
      containerRecords: selected
        ? ids.map(id => ({id, selectorKey: '.', phase, injectedCount: 0, recoveredCount: 0, events}))
        : [],
    },
  };
}
