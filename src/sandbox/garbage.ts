import {type KubeObject, type ObjectRef, type OwnerReference, refOf} from '../cluster/kube.js';
import {KIND_KEYS, KINDS} from './kinds.js';
import type {Store} from './store.js';

type Owned = OwnerReference & {blockOwnerDeletion?: boolean};

/** Deletes what has lost its last owner, and finishes deletions that wait for (or let go of) their dependents. */
export function collectGarbage(store: Store): void {
  store.subscribe([...KIND_KEYS], ({type, object}) => {
    if (type === 'DELETED') return afterDeletion(store, object);
    if (type === 'ADDED') tidy(store, object);
    const {deletionTimestamp, finalizers = []} = object.metadata;
    if (deletionTimestamp === undefined) return;
    if (finalizers.includes('orphan')) release(store, object);
    else if (finalizers.includes('foregroundDeletion')) deleteDependents(store, object);
  });
}

function afterDeletion(store: Store, gone: KubeObject): void {
  for (const dependent of dependentsOf(store, gone)) tidy(store, dependent);
  for (const owner of gone.metadata.ownerReferences ?? []) {
    const found = store.get(ownerRef(gone, owner));
    if (found?.metadata.uid === owner.uid && isForeground(found)) deleteDependents(store, found);
  }
}

/** Deletes an object none of whose owners is there any more. */
function tidy(store: Store, object: KubeObject): void {
  const owners = object.metadata.ownerReferences ?? [];
  const current = store.get(refOf(object));
  if (owners.length === 0 || current?.metadata.uid !== object.metadata.uid) return;
  const present = owners.filter(owner => store.get(ownerRef(object, owner))?.metadata.uid === owner.uid);
  if (present.length === 0) {
    if (current?.metadata.deletionTimestamp === undefined) store.remove(refOf(object), {propagation: 'Background'});
  } else if (present.length < owners.length) {
    store.update(refOf(object), it => withOwners(it, present));
  }
}

function release(store: Store, owner: KubeObject): void {
  for (const dependent of dependentsOf(store, owner)) {
    const left = (dependent.metadata.ownerReferences ?? []).filter(({uid}) => uid !== owner.metadata.uid);
    store.update(refOf(dependent), it => withOwners(it, left));
  }
  dropFinalizer(store, owner, 'orphan');
}

function deleteDependents(store: Store, owner: KubeObject): void {
  const dependents = dependentsOf(store, owner);
  for (const dependent of dependents) {
    if (dependent.metadata.deletionTimestamp === undefined) store.remove(refOf(dependent), {propagation: 'Foreground'});
  }
  const blocking = dependentsOf(store, owner).some(({metadata}) =>
    metadata.ownerReferences?.some((one: Owned) => one.uid === owner.metadata.uid && one.blockOwnerDeletion),
  );
  if (!blocking) dropFinalizer(store, owner, 'foregroundDeletion');
}

function dependentsOf(store: Store, {metadata}: KubeObject): KubeObject[] {
  return KINDS.flatMap(kind => store.list(kind.namespaced ? {...kind, namespace: metadata.namespace} : kind)).filter(
    object => object.metadata.ownerReferences?.some(({uid}) => uid === metadata.uid),
  );
}

function dropFinalizer(store: Store, object: KubeObject, finalizer: string): void {
  const current = store.get(refOf(object));
  if (current?.metadata.uid !== object.metadata.uid) return;
  store.update(refOf(object), ({metadata, ...rest}) => ({
    ...rest,
    apiVersion: object.apiVersion,
    kind: object.kind,
    metadata: {...metadata, finalizers: (metadata.finalizers ?? []).filter(one => one !== finalizer)},
  }));
}

function withOwners(object: KubeObject, ownerReferences: OwnerReference[]): KubeObject {
  return {...object, metadata: {...object.metadata, ownerReferences}};
}

function isForeground({metadata}: KubeObject): boolean {
  return metadata.deletionTimestamp !== undefined && (metadata.finalizers ?? []).includes('foregroundDeletion');
}

/** An owner is in the namespace of what it owns, or in none. */
function ownerRef({metadata}: KubeObject, {apiVersion, kind, name}: OwnerReference): ObjectRef {
  const isNamespaced = KINDS.find(one => one.apiVersion === apiVersion && one.kind === kind)?.namespaced;
  return {apiVersion, kind, name, ...(isNamespaced ? {namespace: metadata.namespace} : {})};
}
