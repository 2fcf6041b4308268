import {readKubeletMetrics} from '../kubelet-readings.js';
import {mayGetNodes} from './access.js';
import {type KubeletPorts, kubeletClient} from './kubelet-client.js';
import type {Source} from './source.js';

const TIMEOUT_MS = 2_000;

/** The kubelets themselves. */
export function kubeletSource(ports: KubeletPorts, namespace: string, options: {port?: number} = {}): Source {
  const client = kubeletClient(ports, {...options, timeoutMs: TIMEOUT_MS});
  return {
    name: 'kubelet',
    scope: 'node',
    everyMs: 1_000,
    freshForMs: 5_000,
    lagMs: 3_000,
    get caveat() {
      return client.caveat;
    },
    refusal: async signal => {
      if (await mayGetNodes(ports.kube, 'metrics', signal)) return undefined;
      return 'get of nodes/metrics is not granted: add the rule {apiGroups: [""], resources: [nodes/metrics], verbs: [get]} to a ClusterRole of this account';
    },
    read: (node, signal) => client.read(node, '/metrics/resource', text => readKubeletMetrics(text, namespace), signal),
    close: client.close,
  };
}
