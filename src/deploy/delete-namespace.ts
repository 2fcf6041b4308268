import type {Namespace} from 'kubernetes-types/core/v1.js';
import type {Kube, ObjectRef} from '../cluster/kube.js';
import {Failure} from '../failure.js';
import type {Clock} from '../runtime/clock.js';
import {watchUntil} from './watch-until.js';

export interface NamespaceIdentity {
  name: string;
  uid: string;
}

export interface DeletionPorts {
  kube: Kube;
  clock: Clock;
}

/**
 * Deletes this very namespace and waits until it is gone. When `withinMs` or the signal ends the wait, it fails with
 * `environment` and says what still blocks the deletion.
 */
export async function deleteNamespace(
  namespace: NamespaceIdentity,
  ports: DeletionPorts,
  signal: AbortSignal,
  withinMs = 120_000,
): Promise<void> {
  const deleted = await ports.kube.delete(refTo(namespace.name), {uid: namespace.uid, signal});
  if (!deleted) return;
  await hurryPods(namespace.name, ports.kube, signal);
  await waitUntilGone(namespace, ports, signal, withinMs);
}

/** What the run made has nothing to save: a grace period of minutes would only hold up the end. The namespace takes no new pods by now. */
async function hurryPods(name: string, kube: Kube, signal: AbortSignal): Promise<void> {
  await kube.raw('DELETE', `/api/v1/namespaces/${name}/pods?gracePeriodSeconds=1`, {signal});
}

/** Waits until a namespace that is being deleted is gone; fails as {@link deleteNamespace} does. */
export async function waitUntilGone(
  namespace: NamespaceIdentity,
  {kube, clock}: DeletionPorts,
  signal: AbortSignal,
  withinMs: number,
): Promise<void> {
  const set = {apiVersion: 'v1', kind: 'Namespace', fieldSelector: `metadata.name=${namespace.name}`};
  const began = clock.now();
  try {
    const gone = await watchUntil(
      [set],
      seen => !seen.all<Namespace>('Namespace').some(({metadata}) => metadata?.uid === namespace.uid) || undefined,
      {kube, clock, signal, withinMs},
    );
    if (gone) return;
  } catch (error) {
    if (!signal.aborted) throw error;
  }
  throw await stillThere(namespace, kube, clock.now() - began);
}

async function stillThere({name}: NamespaceIdentity, kube: Kube, waitedMs: number): Promise<Failure> {
  const namespace = await kube.get<Namespace>(refTo(name));
  const reasons = (namespace?.status?.conditions ?? [])
    .filter(({status}) => status === 'True')
    .map(({type, message}) => message || type);
  const why = reasons.length === 0 ? '' : `: ${reasons.join('; ')}`;
  return new Failure(
    'environment',
    `the namespace ${name} is still being deleted after ${Math.round(waitedMs / 1000)} s${why}`,
    {
      hint: `See \`kubectl get namespace ${name} -o yaml\`; an object with a finalizer whose controller is gone must be freed by hand.`,
    },
  );
}

function refTo(name: string): ObjectRef {
  return {apiVersion: 'v1', kind: 'Namespace', name};
}
