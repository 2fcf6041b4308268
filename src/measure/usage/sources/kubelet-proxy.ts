import type {Kube} from '../../../cluster/kube.js';
import {readKubeletMetrics} from '../kubelet-readings.js';
import {mayGetNodes} from './access.js';
import {nodeProxyClient} from './node-proxy-client.js';
import type {Source} from './source.js';

const TIMEOUT_MS = 2_000;

/** The kubelets by way of the API server. */
export function kubeletProxySource(kube: Kube, namespace: string): Source {
  const client = nodeProxyClient(kube, {timeoutMs: TIMEOUT_MS});
  return {
    name: 'node-proxy',
    scope: 'node',
    everyMs: 1_000,
    freshForMs: 5_000,
    lagMs: 3_000,
    refusal: async signal => {
      if (await mayGetNodes(kube, 'proxy', signal)) return undefined;
      return 'get of nodes/proxy is not granted (and need not be)';
    },
    read: (node, signal) => client.read(node, '/metrics/resource', text => readKubeletMetrics(text, namespace), signal),
    close: async () => {},
  };
}
