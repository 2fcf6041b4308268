import type {KubeObject} from '../cluster/kube.js';
import type {Kind} from './kinds.js';
import {withoutEmpty} from './object-birth.js';
import {sameJson} from './same-json.js';
import {StatusError} from './store.js';
import {otherUid} from './store-refusals.js';

/** The object after a change, as far as its writer may change it: what the API server keeps is as it was. */
export function changed(
  before: KubeObject,
  wanted: KubeObject,
  {kind, subresource}: {kind: Kind; subresource: 'status' | undefined},
): KubeObject {
  const {uid = ''} = before.metadata;
  const wantedUid = wanted.metadata.uid ?? uid;
  if (wantedUid !== uid) throw otherUid(kind, before.metadata.name, wantedUid, uid);
  if (subresource === 'status') return withManagers(withStatus(before, wanted.status), wanted);
  const after = {...wanted, apiVersion: before.apiVersion, kind: before.kind, metadata: metadataOf(before, wanted)};
  const whole = kind.status ? withStatus(after, before.status) : after;
  return kind.generation ? counted(before, whole) : whole;
}

function withStatus(object: KubeObject, status: unknown): KubeObject {
  const {status: _, ...rest} = object;
  return status === undefined ? (rest as KubeObject) : {...(rest as KubeObject), status};
}

/** Who owns which fields changes with the status, too. */
function withManagers(object: KubeObject, wanted: KubeObject): KubeObject {
  const {managedFields} = wanted.metadata as {managedFields?: unknown};
  return managedFields === undefined
    ? object
    : {...object, metadata: {...object.metadata, managedFields} as KubeObject['metadata']};
}

/** What the API server alone writes stays. */
function metadataOf(before: KubeObject, wanted: KubeObject): KubeObject['metadata'] {
  const KEPT = [
    'name',
    'namespace',
    'uid',
    'resourceVersion',
    'generation',
    'creationTimestamp',
    'deletionTimestamp',
    'deletionGracePeriodSeconds',
    'generateName',
  ];
  const metadata: Record<string, unknown> = {...wanted.metadata};
  const old: Record<string, unknown> = {...before.metadata};
  for (const field of KEPT) {
    if (old[field] === undefined) delete metadata[field];
    else metadata[field] = old[field];
  }
  const added = (wanted.metadata.finalizers ?? []).filter(one => !before.metadata.finalizers?.includes(one));
  if (before.metadata.deletionTimestamp !== undefined && added.length > 0) throw noNewFinalizers(before, added);
  return withoutEmpty(metadata as unknown as KubeObject['metadata']);
}

function counted(before: KubeObject, after: KubeObject): KubeObject {
  const own = ({metadata, status, ...rest}: KubeObject) => rest;
  if (sameJson(own(before), own(after))) return after;
  return {...after, metadata: {...after.metadata, generation: (before.metadata.generation ?? 0) + 1}};
}

function noNewFinalizers({kind, metadata}: KubeObject, added: string[]): StatusError {
  const why = `metadata.finalizers: Forbidden: no new finalizers can be added if the object is being deleted, found new finalizers ${JSON.stringify(added)}`;
  return new StatusError(422, 'Invalid', `${kind} ${JSON.stringify(metadata.name)} is invalid: ${why}`);
}
