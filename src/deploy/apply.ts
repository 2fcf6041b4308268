import {describe, isApiError, type Kube, type KubeObject} from '../cluster/kube.js';
import type {Clock} from '../runtime/clock.js';
import type {Ledger} from '../runtime/ledger.js';
import type {Logger} from '../runtime/logger.js';
import {applyFailure} from './apply-refusal.js';
import {waitUntilServed} from './crds.js';
import type {Existing} from './existing.js';
import {isOurs, withoutRunLabels} from './labels.js';
import type {NamespacePlan} from './namespace.js';
import type {PreparedManifest} from './prepare.js';
import {isCrd} from './scopes.js';

export interface ApplyPorts {
  kube: Kube;
  clock: Clock;
  ledger: Ledger;
  logger: Logger;
  signal: AbortSignal;
}

/** An object as it was before us, if it was, and as the server has it now. */
export interface Applied {
  manifest: PreparedManifest;
  before: KubeObject | undefined;
  after: KubeObject;
}

export interface ApplyResult {
  applied: Applied[];
  notices: string[];
}

/** Applies the manifests in their order. What the run makes outside of a namespace of its own stands in the ledger before it is made. */
export async function applyManifests(
  manifests: readonly PreparedManifest[],
  {namespace, existing}: {namespace: NamespacePlan; existing: Existing},
  ports: ApplyPorts,
): Promise<ApplyResult> {
  const applied: Applied[] = [];
  const crds: PreparedManifest[] = [];
  for (const [index, manifest] of manifests.entries()) {
    ports.logger.progress(`applying ${describe(manifest.object)} (${index + 1} of ${manifests.length})`);
    if (!isCrd(manifest.object)) await serve(crds.splice(0), ports);
    const before = existing.get(manifest);
    applied.push({manifest, before, after: await applyOne(manifest, before, namespace, ports)});
    if (isCrd(manifest.object)) crds.push(manifest);
  }
  await serve(crds, ports);
  return {applied, notices: adoptions(applied)};
}

async function serve(crds: readonly PreparedManifest[], ports: ApplyPorts): Promise<void> {
  for (const crd of crds) await waitUntilServed(crd, ports);
}

async function applyOne(
  manifest: PreparedManifest,
  before: KubeObject | undefined,
  namespace: NamespacePlan,
  {kube, ledger, signal}: ApplyPorts,
): Promise<KubeObject> {
  const {ref} = manifest;
  const goesWithNamespace = namespace.how === 'make' && ref.namespace === namespace.name;
  const isForeign = before !== undefined && !isOurs(before);
  const isTracked = !goesWithNamespace && !isForeign;
  if (isTracked && before === undefined) ledger.intend(ref);
  if (isTracked && before !== undefined) ledger.created(ref, before.metadata.uid ?? '');
  try {
    const object = isForeign ? withoutRunLabels(manifest.object) : manifest.object;
    const after = await kube.apply<KubeObject>(object, {force: goesWithNamespace, signal});
    if (isTracked) ledger.created(ref, after.metadata.uid ?? '');
    return after;
  } catch (error) {
    if (isTracked && before === undefined && isApiError(error)) ledger.gone(ref);
    throw applyFailure(manifest, error);
  }
}

function adoptions(applied: readonly Applied[]): string[] {
  const names = applied.filter(({before}) => before !== undefined && !isOurs(before)).map(({after}) => describe(after));
  return names.length === 0 ? [] : [`Existed already, was changed in place and stays: ${names.join(', ')}.`];
}
