import type {Node} from 'kubernetes-types/core/v1.js';
import {isApiError, type Kube} from '../../cluster/kube.js';

/** A container runtime as Chaos Mesh's chart calls it, with the socket of its default installation. */
export interface Runtime {
  name: 'containerd' | 'docker' | 'crio';
  socket: string;
}

const RUNTIMES: Record<string, Runtime> = {
  containerd: {name: 'containerd', socket: '/run/containerd/containerd.sock'},
  docker: {name: 'docker', socket: '/var/run/docker.sock'},
  'cri-o': {name: 'crio', socket: '/var/run/crio/crio.sock'},
};
const K3S_SOCKET = '/run/k3s/containerd/containerd.sock';

/** The runtime that the nodes say they run; undefined where they may not be read, say nothing or say different things. */
export async function runtimeOf(kube: Kube): Promise<Runtime | undefined> {
  const nodes = await kube.list<Node>({apiVersion: 'v1', kind: 'Node'}).catch(error => {
    if (isApiError(error, 403)) return [];
    throw error;
  });
  const runtimes = new Map(
    nodes.flatMap(node => {
      const runtime = runtimeOfNode(node);
      return runtime === undefined ? [] : [[JSON.stringify(runtime), runtime] as const];
    }),
  );
  return runtimes.size === 1 ? [...runtimes.values()][0] : undefined;
}

function runtimeOfNode({status}: Node): Runtime | undefined {
  const runtime = RUNTIMES[status?.nodeInfo?.containerRuntimeVersion?.split('://')[0] ?? ''];
  const isK3s = /\+(k3s|rke2)/.test(status?.nodeInfo?.kubeletVersion ?? '');
  return runtime?.name === 'containerd' && isK3s ? {...runtime, socket: K3S_SOCKET} : runtime;
}

/** The commands that install Chaos Mesh, or set it up anew, for this runtime. */
export function installCommand(runtime: Runtime | undefined): string {
  const settings =
    runtime === undefined
      ? '--set chaosDaemon.runtime=RUNTIME --set chaosDaemon.socketPath=SOCKET (those of your nodes: see `kubectl get nodes -o wide`)'
      : `--set chaosDaemon.runtime=${runtime.name} --set chaosDaemon.socketPath=${runtime.socket}`;
  return `helm upgrade --install chaos-mesh chaos-mesh --repo https://charts.chaos-mesh.org --namespace chaos-mesh --create-namespace --wait ${settings}`;
}
