import type {CustomResourceDefinition} from 'kubernetes-types/apiextensions/v1.js';
import type {Kube, KubeObject} from '../cluster/kube.js';
import {Failure} from '../failure.js';
import {type Manifest, nameWithOrigin} from './manifest.js';

/** Whether objects of a kind live in a namespace, by {@link kindKey}. */
export type Scopes = ReadonlyMap<string, 'namespaced' | 'cluster'>;

/** `apps/v1 Deployment` */
export function kindKey({apiVersion, kind}: {apiVersion: string; kind: string}): string {
  return `${apiVersion} ${kind}`;
}

/** Asks the server about each kind, and the CRDs among the manifests about those that it doesn't know yet. Others fail with `environment`. */
export async function readScopes(manifests: readonly Manifest[], kube: Kube, signal: AbortSignal): Promise<Scopes> {
  const scopes = new Map<string, 'namespaced' | 'cluster'>();
  const own = new Map(manifests.flatMap(({object}) => kindsOfCrd(object)));
  for (const manifest of manifests) {
    const key = kindKey(manifest.object);
    if (scopes.has(key)) continue;
    const served = await kube.resource(manifest.object.apiVersion, manifest.object.kind, signal);
    const scope = served === undefined ? own.get(key) : served.namespaced ? 'namespaced' : 'cluster';
    if (scope === undefined) throw notServed(manifest);
    scopes.set(key, scope);
  }
  return scopes;
}

/** True for the definition of a custom kind. */
export function isCrd({apiVersion, kind}: KubeObject): boolean {
  return kind === 'CustomResourceDefinition' && apiVersion.startsWith('apiextensions.k8s.io/');
}

/** The kinds that a CRD defines, with their scope; none for other objects. */
export function kindsOfCrd(object: KubeObject): [string, 'namespaced' | 'cluster'][] {
  if (!isCrd(object)) return [];
  const {spec} = object as unknown as Partial<CustomResourceDefinition>;
  const scope = spec?.scope === 'Cluster' ? 'cluster' : 'namespaced';
  return (spec?.versions ?? []).map(version => [
    kindKey({apiVersion: `${spec?.group}/${version.name}`, kind: spec?.names?.kind ?? ''}),
    scope,
  ]);
}

function notServed(manifest: Manifest): Failure {
  const {apiVersion, kind} = manifest.object;
  return new Failure('environment', `${nameWithOrigin(manifest)}: the cluster knows no ${kind} of ${apiVersion}`, {
    hint: 'Install its CRD in the cluster, put it among the manifests (with `victim.allowClusterScoped: true`), or correct the apiVersion.',
  });
}
