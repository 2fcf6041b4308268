import type {Pod} from 'kubernetes-types/core/v1.js';
import {describe, isApiError, type Kube, type ObjectRef, type ObjectSet, refOf} from '../../cluster/kube.js';
import {watchUntil} from '../../deploy/watch-until.js';
import {Failure} from '../../failure.js';
import type {Clock} from '../../runtime/clock.js';
import {type ChaosObject, isRecovered, podsTouched} from './status.js';
import {injectorsOf, itself, makesOthers} from './watch-sets.js';

export interface FreePorts {
  kube: Kube;
  clock: Clock;
}

/** Chaos Mesh's own way to say: let go of it, recovered or not. */
const FORCED = {metadata: {annotations: {'chaos-mesh.chaos-mesh.org/cleanFinalizer': 'forced'}}};
const NO_FINALIZERS = {metadata: {finalizers: null}};
const FORCE_MS = 1_500;
const REPLACE_MS = 4_000;

export interface FreeLimits {
  patienceMs: number;
  signal: AbortSignal;
  /** The kinds that a Schedule or Workflow makes. */
  injects: readonly string[];
}

/** Ends the fault of any object of Chaos Mesh, as {@link freeInjector} does; those that a Schedule or Workflow has made go with it. */
export async function freeChaos(ref: ObjectRef, uid: string, ports: FreePorts, limits: FreeLimits): Promise<number> {
  if (!makesOthers(ref.kind)) return freeInjector(ref, uid, ports, limits);
  const {kube, clock} = ports;
  const {patienceMs, signal} = limits;
  const sets = await served(injectorsOf(ref, limits.injects), kube);
  const kinds = sets.map(({kind}) => kind);
  await kube.delete(ref, {uid, signal});
  const goneAt = await watchUntil(
    sets,
    seen => (kinds.every(kind => seen.all(kind).length === 0) ? clock.now() : undefined),
    {kube, clock, withinMs: patienceMs, signal},
  );
  if (goneAt !== undefined) return goneAt;
  const left = (await Promise.all(sets.map(set => kube.list<ChaosObject>(set, signal)))).flat();
  const ends = left.map(child => freeInjector(refOf(child), child.metadata.uid ?? '', ports, {patienceMs: 0, signal}));
  return Math.max(clock.now(), ...(await Promise.all(ends)));
}

/** Without the kinds that this version of Chaos Mesh doesn't have. */
async function served(sets: readonly ObjectSet[], kube: Kube): Promise<ObjectSet[]> {
  const found = await Promise.all(sets.map(({apiVersion, kind}) => kube.resource(apiVersion, kind)));
  return sets.filter((_, index) => found[index] !== undefined);
}

/**
 * Deletes an object of Chaos Mesh and resolves with the time at which its fault was gone (monotonic ms). One that Chaos Mesh does not
 * let go within `patienceMs` is freed from its finalizer, and the pods that it may still be in are replaced.
 */
async function freeInjector(
  ref: ObjectRef,
  uid: string,
  ports: FreePorts,
  {patienceMs, signal}: Pick<FreeLimits, 'patienceMs' | 'signal'>,
): Promise<number> {
  const {kube, clock} = ports;
  if (!(await kube.delete(ref, {uid, signal}))) return clock.now();
  const sight = (over: (object: ChaosObject | undefined) => boolean, withinMs: number): Promise<number | undefined> =>
    watchUntil(
      [itself(ref)],
      seen =>
        over(seen.all<ChaosObject>(ref.kind).find(({metadata}) => metadata.uid === uid)) ? clock.now() : undefined,
      {kube, clock, withinMs, signal},
    );
  const isGone = (object: ChaosObject | undefined): boolean => object === undefined;

  const began = clock.now();
  const recoveredAt = await sight(object => object === undefined || isRecovered(object), patienceMs);
  const left = Math.max(FORCE_MS, began + patienceMs - clock.now());
  if (recoveredAt !== undefined && (await sight(isGone, left)) !== undefined) return recoveredAt;

  const stuck = await kube.get<ChaosObject>(ref, signal);
  await patch(kube, ref, FORCED, signal);
  let goneAt = await sight(isGone, FORCE_MS);
  if (goneAt === undefined) {
    // A controller that keeps failing to inject never comes to the step that looks at the annotation.
    await patch(kube, ref, NO_FINALIZERS, signal);
    goneAt = await sight(isGone, FORCE_MS);
  }
  if (goneAt === undefined) throw new Failure('environment', `${describe(ref)} can't be deleted: its finalizer stays`);
  if (stuck !== undefined) await replacePods(podsTouched(stuck), ref.namespace, ports, signal);
  return recoveredAt ?? clock.now();
}

async function patch(kube: Kube, ref: ObjectRef, change: object, signal: AbortSignal): Promise<void> {
  try {
    await kube.patch(ref, change, {signal});
  } catch (error) {
    if (!isApiError(error, 404)) throw error;
  }
}

/** What nobody undoes in a pod ends with it; its workload makes another. Waits until they are gone, so that none is taken for healthy. */
async function replacePods(
  names: readonly string[],
  namespace: string | undefined,
  {kube, clock}: FreePorts,
  signal: AbortSignal,
): Promise<void> {
  const doomed = new Set<string | undefined>();
  for (const name of names) {
    const ref = {apiVersion: 'v1', kind: 'Pod', namespace, name};
    const uid = (await kube.get<Pod>(ref, signal))?.metadata?.uid;
    if (uid !== undefined && (await kube.delete(ref, {uid, graceSeconds: 1, signal}))) doomed.add(uid);
  }
  await watchUntil(
    [{apiVersion: 'v1', kind: 'Pod', namespace}],
    seen => !seen.all<Pod>('Pod').some(({metadata}) => doomed.has(metadata?.uid)) || undefined,
    {kube, clock, withinMs: REPLACE_MS, signal},
  );
}
