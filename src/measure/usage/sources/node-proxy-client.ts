import type {Kube} from '../../../cluster/kube.js';
import {wordsOf} from './access.js';
import type {KubeletClient} from './kubelet-client.js';

/** The kubelets by way of the API server. Only where `nodes/proxy` was granted anyway: its holder can run commands in every pod. */
export function nodeProxyClient(kube: Kube, {timeoutMs}: {timeoutMs: number}): Pick<KubeletClient, 'read'> {
  return {
    read: async ({name}, kubeletPath, parse, signal) => {
      const path = `/api/v1/nodes/${encodeURIComponent(name)}/proxy${kubeletPath}`;
      const answer = await kube.raw('GET', path, {headers: {accept: 'text/plain'}, timeoutMs, signal});
      if (answer.status !== 200) throw new Error(`node ${name} by the API server's proxy: ${wordsOf(answer)}`);
      return parse(answer.text);
    },
  };
}
