import {Failure} from '../failure.js';
import type {RunCommand} from '../runtime/command.js';
import type {ClusterSpec} from '../spec/schema.js';
import type {ContextAccess} from './auth.js';
import {chooseContext} from './choose-context.js';
import {kindClusters, kindKubeconfig} from './kind.js';
import type {Kube} from './kube.js';
import {type ConnectPorts, connect} from './kube-client.js';
import {type Kubeconfig, loadKubeconfig} from './kubeconfig.js';

export interface OpenClusterPorts extends ConnectPorts {
  run: RunCommand;
  env: Record<string, string | undefined>;
}

/** Finds the one cluster that the spec names, and gives a client for it. Nothing is contacted before the first request. */
export async function openCluster(
  cluster: ClusterSpec,
  ports: OpenClusterPorts,
  options: {kubeconfig?: string | undefined} = {},
): Promise<Kube> {
  const kubeconfig = await loadKubeconfig({file: options.kubeconfig, env: ports.env});
  return connect(await findAccess(cluster, kubeconfig, ports.run), ports);
}

/** The way into the cluster that the spec names: by the kubeconfig, else by the program `kind`. */
export async function findAccess(
  cluster: ClusterSpec,
  kubeconfig: Kubeconfig,
  run: RunCommand,
): Promise<ContextAccess> {
  const context = chooseContext(cluster, kubeconfig.contexts, kubeconfig.currentContext);
  if (context !== undefined && kubeconfig.contexts.includes(context)) return kubeconfig.access(context);
  const wanted = wantedKind(cluster);
  if (wanted === undefined) throw missingContext(cluster, context ?? '', kubeconfig);
  const clusters = await kindClusters(run);
  // The rules for contexts hold for the clusters that only the program knows, too.
  const found = chooseContext(
    cluster,
    clusters.map(name => `kind-${name}`),
    undefined,
  )?.slice('kind-'.length);
  if (found === undefined || !clusters.includes(found)) throw missingKind(cluster, wanted, clusters, kubeconfig);
  return (await kindKubeconfig(found, run)).access(`kind-${found}`);
}

/** The KIND cluster's name, `kind` being KIND's own default; undefined when the spec means no KIND cluster. */
function wantedKind(cluster: ClusterSpec): string | undefined {
  if (cluster === 'kind') return 'kind';
  return typeof cluster === 'object' && 'kind' in cluster ? cluster.kind : undefined;
}

function missingKind(cluster: ClusterSpec, name: string, clusters: string[], kubeconfig: Kubeconfig): Failure {
  const what = cluster === 'kind' ? 'no KIND cluster' : `no KIND cluster ${name}`;
  const known = clusters.length === 0 ? 'the program kind knows none' : `the program kind knows ${clusters.join(', ')}`;
  return new Failure('environment', `there is ${what}: ${contextsOf(kubeconfig)}, and ${known}`, {
    hint: `Create it with \`kind create cluster --name ${name}\`.`,
  });
}

function missingContext(cluster: ClusterSpec, context: string, kubeconfig: Kubeconfig): Failure {
  const minikube = cluster === 'minikube' || (typeof cluster === 'object' && 'minikube' in cluster);
  return new Failure('environment', `there is no context ${context}: ${contextsOf(kubeconfig)}`, {
    hint: minikube
      ? `Create the cluster with \`minikube start -p ${context}\`, or \`minikube update-context -p ${context}\` if it runs.`
      : 'Name one of them in the spec (`cluster: {context: NAME}`) or with --context, or set KUBECONFIG.',
  });
}

function contextsOf({source, contexts}: Kubeconfig): string {
  return contexts.length === 0 ? `${source} has none, or does not exist` : `${source} has ${contexts.join(', ')}`;
}
