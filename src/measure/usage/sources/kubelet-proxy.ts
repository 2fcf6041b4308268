import type {Kube} from '../../../cluster/kube.js';
import {readKubeletMetrics} from '../kubelet-readings.js';
import {mayGetNodes, wordsOf} from './access.js';
import type {Source} from './source.js';

const TIMEOUT_MS = 2_000;

/** The kubelets by way of the API server. Only where `nodes/proxy` was granted anyway: its holder can run commands in every pod. */
export function kubeletProxySource(kube: Kube, namespace: string): Source {
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
    read: async ({name}, signal) => {
      const path = `/api/v1/nodes/${encodeURIComponent(name)}/proxy/metrics/resource`;
      const answer = await kube.raw('GET', path, {headers: {accept: 'text/plain'}, timeoutMs: TIMEOUT_MS, signal});
      if (answer.status !== 200) throw new Error(`node ${name} by the API server's proxy: ${wordsOf(answer)}`);
      return readKubeletMetrics(answer.text, namespace);
    },
    close: async () => {},
  };
}
