import {StatusError} from './store.js';

/** How the sandbox serves a kind. */
export interface Kind {
  apiVersion: string;
  kind: string;
  plural: string;
  namespaced: boolean;
  shortNames: string[];
  /** Whether its spec's changes are counted in `metadata.generation`. */
  generation: boolean;
  /** Whether `status` is written by way of `/status` only. */
  status: boolean;
}

/** apiVersion, kind, plural, N(amespaced) or C(luster), G(eneration) and S(tatus) where there is one, short names. */
const TABLE = `
v1 Namespace namespaces CS ns
v1 Node nodes CS no
v1 Pod pods NGS po
v1 Service services NS svc
v1 ConfigMap configmaps N cm
v1 Secret secrets N
v1 ServiceAccount serviceaccounts N sa
v1 Event events N ev
apps/v1 Deployment deployments NGS deploy
apps/v1 ReplicaSet replicasets NGS rs
apps/v1 StatefulSet statefulsets NGS sts
apps/v1 DaemonSet daemonsets NGS ds
discovery.k8s.io/v1 EndpointSlice endpointslices NG
coordination.k8s.io/v1 Lease leases N
policy/v1 PodDisruptionBudget poddisruptionbudgets NGS pdb
apiextensions.k8s.io/v1 CustomResourceDefinition customresourcedefinitions CGS crd,crds
chaos-mesh.org/v1alpha1 PodChaos podchaos NG
chaos-mesh.org/v1alpha1 StressChaos stresschaos NG`;

/** All kinds that the sandbox keeps. */
export const KINDS: readonly Kind[] = TABLE.trim()
  .split('\n')
  .map(line => {
    const [apiVersion = '', kind = '', plural = '', flags = '', short] = line.split(' ');
    return {
      apiVersion,
      kind,
      plural,
      namespaced: flags.includes('N'),
      shortNames: short?.split(',') ?? [],
      generation: flags.includes('G'),
      status: flags.includes('S'),
    };
  });

/** `apps/v1/Deployment` */
export function kindKey({apiVersion, kind}: {apiVersion: string; kind: string}): string {
  return `${apiVersion}/${kind}`;
}

/** The key of every kind. */
export const KIND_KEYS: readonly string[] = KINDS.map(kindKey);

/** How a kind is served; 404 when it isn't. */
export function kindOf({apiVersion, kind}: {apiVersion: string; kind: string}): Kind {
  const found = KINDS.find(one => one.apiVersion === apiVersion && one.kind === kind);
  if (found === undefined) throw new StatusError(404, 'NotFound', `the sandbox has no kind ${kind} in ${apiVersion}`);
  return found;
}

/** What RBAC and messages call a kind: `deployments.apps`. */
export function resourceName({apiVersion, plural}: Kind): string {
  return apiVersion.includes('/') ? `${plural}.${apiVersion.split('/')[0]}` : plural;
}
