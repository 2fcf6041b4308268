import {describe, type Kube, type KubeObject} from '../cluster/kube.js';
import {Failure} from '../failure.js';
import {isOurs} from './labels.js';
import type {NamespacePlan} from './namespace.js';
import type {PreparedManifest} from './prepare.js';

/** What was there before us, by manifest. */
export type Existing = ReadonlyMap<PreparedManifest, KubeObject>;

export interface ExistingOptions {
  kube: Kube;
  namespace: NamespacePlan;
  adopt: boolean;
  signal: AbortSignal;
}

/** Looks for the manifests' objects in the cluster, before anything is changed. Those that are not the gate's fail with `usage` unless adopted. */
export async function findExisting(
  manifests: readonly PreparedManifest[],
  {kube, namespace, adopt, signal}: ExistingOptions,
): Promise<Existing> {
  const existing = new Map<PreparedManifest, KubeObject>();
  for (const manifest of manifests) {
    if (namespace.how === 'make' && manifest.ref.namespace !== undefined) continue;
    const found = await kube.get<KubeObject>(manifest.ref, signal);
    if (found !== undefined) existing.set(manifest, found);
  }
  const foreign = [...existing.values()].filter(object => !isOurs(object));
  if (adopt || foreign.length === 0) return existing;
  throw new Failure('usage', `these objects exist already and are not the gate's: ${foreign.map(describe).join(', ')}`, {
    hint: 'Leave out `victim.namespace` and rename cluster-scoped objects, or set `victim.adopt: true` if the run may change them; they are never deleted.',
  });
}
