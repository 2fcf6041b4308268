import {Failure} from '../failure.js';
import type {RunCommand} from '../runtime/command.js';
import type {ClusterSpec} from '../spec/schema.js';
import type {ImageLoader} from './image-loader.js';
import {kindImageLoader} from './kind.js';
import type {Kube, KubeObject} from './kube.js';
import {minikubeImageLoader} from './minikube.js';

/** Contexts whose nodes run on this machine's own Docker engine: what was built is there already. */
const SAME_ENGINE = ['docker-desktop', 'orbstack', 'rancher-desktop'];

/** Finds how images get into the cluster's nodes. Where it can't be done, the loader's `load` fails and says so. */
export async function imageLoaderFor(
  cluster: ClusterSpec,
  {run, contextName, kube}: {run: RunCommand; contextName: string; kube: Pick<Kube, 'list'>},
): Promise<ImageLoader> {
  if (cluster === 'kind') return kindImageLoader(contextName.replace(/^kind-/, ''), run);
  if (cluster === 'minikube') return minikubeImageLoader('minikube', run);
  if ('kind' in cluster) return kindImageLoader(cluster.kind, run);
  if ('minikube' in cluster) return minikubeImageLoader(cluster.minikube, run);
  return loaderByContext(contextName, run, kube);
}

async function loaderByContext(contextName: string, run: RunCommand, kube: Pick<Kube, 'list'>): Promise<ImageLoader> {
  if (SAME_ENGINE.includes(contextName)) return {how: 'none needed', load: async () => {}};
  if (contextName.startsWith('kind-')) return kindImageLoader(contextName.slice('kind-'.length), run);
  if (contextName === 'minikube') return minikubeImageLoader('minikube', run);
  const nodes = await kube.list<KubeObject & {spec?: {providerID?: string}}>({apiVersion: 'v1', kind: 'Node'});
  for (const node of nodes) {
    // kind://docker/CLUSTER/NODE
    const kind = /^kind:\/\/[^/]+\/([^/]+)\//.exec(node.spec?.providerID ?? '')?.[1];
    if (kind !== undefined) return kindImageLoader(kind, run);
    const profile = node.metadata.labels?.['minikube.k8s.io/name'];
    if (profile !== undefined) return minikubeImageLoader(profile, run);
  }
  return noLoader(contextName);
}

function noLoader(contextName: string): ImageLoader {
  return {
    how: 'none',
    load: async image => {
      throw new Failure(
        'environment',
        `the image ${image} can't be loaded into the nodes of ${contextName}: it is neither KIND nor Minikube`,
        {
          hint: 'Push the image to a registry that the cluster pulls from, name it so in the manifests, and leave it out of `victim.images`.',
        },
      );
    },
  };
}
