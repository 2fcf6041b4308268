import type {CustomResourceDefinition} from 'kubernetes-types/apiextensions/v1.js';
import type {Kube} from '../cluster/kube.js';
import {Failure} from '../failure.js';
import type {Clock} from '../runtime/clock.js';
import {type Manifest, nameWithOrigin} from './manifest.js';
import {kindsOfCrd} from './scopes.js';
import {watchUntil} from './watch-until.js';

const WITHIN_MS = 30_000;
const LOOK_MS = 100;

/** Waits until the server serves the kinds of a CRD that was applied. Names it doesn't accept fail with `change`. */
export async function waitUntilServed(
  manifest: Manifest,
  {kube, clock, signal}: {kube: Kube; clock: Clock; signal: AbortSignal},
): Promise<void> {
  const {apiVersion, kind, metadata} = manifest.object;
  const verdict = await watchUntil(
    [{apiVersion, kind, fieldSelector: `metadata.name=${metadata.name}`}],
    seen => seen.all<CustomResourceDefinition>(kind).map(verdictOn).find(Boolean),
    {kube, clock, signal, withinMs: WITHIN_MS},
  );
  if (verdict !== 'established') {
    throw new Failure(
      'change',
      `${nameWithOrigin(manifest)} is not established: ${verdict?.refused ?? 'the server did not take it up within 30 s'}`,
    );
  }
  await waitForDiscovery(manifest, {kube, clock, signal});
}

function verdictOn({status}: CustomResourceDefinition): 'established' | {refused: string} | undefined {
  const condition = (type: string) => status?.conditions?.find(candidate => candidate.type === type);
  if (condition('Established')?.status === 'True') return 'established';
  const names = condition('NamesAccepted');
  return names?.status === 'False' ? {refused: names.message ?? 'its names are not accepted'} : undefined;
}

/** Discovery trails the condition by a moment, and can't be watched. */
async function waitForDiscovery(
  {object}: Manifest,
  {kube, clock, signal}: {kube: Kube; clock: Clock; signal: AbortSignal},
): Promise<void> {
  const until = clock.now() + WITHIN_MS;
  for (const [key] of kindsOfCrd(object)) {
    const [apiVersion = '', kind = ''] = key.split(' ');
    while ((await kube.resource(apiVersion, kind, signal)) === undefined && clock.now() < until) {
      await clock.sleep(LOOK_MS, signal);
    }
  }
}
