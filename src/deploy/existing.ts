import {describe, type Kube, type KubeObject} from '../cluster/kube.js';
import {Failure} from '../failure.js';
import type {Clock} from '../runtime/clock.js';
import {isOurs} from './labels.js';
import type {NamespacePlan} from './namespace.js';
import type {PreparedManifest} from './prepare.js';
import {watchUntil} from './watch-until.js';

/** What was there before us, by manifest. */
export type Existing = ReadonlyMap<PreparedManifest, KubeObject>;

const LEAVING_MS = 60_000;

export interface ExistingOptions {
  kube: Kube;
  clock: Clock;
  namespace: NamespacePlan;
  adopt: boolean;
  signal: AbortSignal;
}

/** Looks for the manifests' objects in the cluster, before anything is changed. Those that are not the gate's fail with `usage` unless adopted. */
export async function findExisting(
  manifests: readonly PreparedManifest[],
  options: ExistingOptions,
): Promise<Existing> {
  const existing = new Map<PreparedManifest, KubeObject>();
  for (const manifest of manifests) {
    if (options.namespace.how === 'make' && manifest.ref.namespace !== undefined) continue;
    const found = await options.kube.get<KubeObject>(manifest.ref, options.signal);
    if (found === undefined) continue;
    if (found.metadata.deletionTimestamp === undefined) existing.set(manifest, found);
    else await waitUntilAway(found, options);
  }
  const foreign = [...existing.values()].filter(object => !isOurs(object));
  if (options.adopt || foreign.length === 0) return existing;
  throw new Failure(
    'usage',
    `these objects exist already and are not the gate's: ${foreign.map(describe).join(', ')}`,
    {
      hint: 'Leave out `victim.namespace` and rename cluster-scoped objects, or set `victim.adopt: true` if the run may change them; they are never deleted.',
    },
  );
}

/** What an earlier run left may be on its way out. */
async function waitUntilAway(object: KubeObject, {kube, clock, signal}: ExistingOptions): Promise<void> {
  const {apiVersion, kind, metadata} = object;
  const away = await watchUntil(
    [{apiVersion, kind, namespace: metadata.namespace, fieldSelector: `metadata.name=${metadata.name}`}],
    seen => !seen.all(kind).some(other => other.metadata.uid === metadata.uid) || undefined,
    {kube, clock, signal, withinMs: LEAVING_MS},
  );
  if (away) return;
  const finalizers = metadata.finalizers?.join(', ') ?? 'none';
  throw new Failure(
    'environment',
    `${describe(object)} is still being deleted after ${LEAVING_MS / 1000} s (finalizers: ${finalizers})`,
    {
      hint: 'Find out what holds it, or deploy into a namespace of the run’s own.',
    },
  );
}
