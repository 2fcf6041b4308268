import type {KubeObject, ObjectRef, OwnerReference} from '../../cluster/kube.js';
import type {Store} from '../store.js';

/** `NAMESPACE/NAME` */
export function keyOf({metadata}: KubeObject): string {
  return `${metadata.namespace ?? ''}/${metadata.name}`;
}

/** What {@link keyOf} named. */
export function refOfKey(key: string, {apiVersion, kind}: {apiVersion: string; kind: string}): ObjectRef {
  const [namespace = '', name = ''] = key.split('/');
  return {apiVersion, kind, namespace, name};
}

/** The key of the controller of this kind that an object belongs to. */
export function controllerKey(object: KubeObject, kind: string): string | undefined {
  const owner = controllerOf(object);
  return owner?.kind === kind ? `${object.metadata.namespace ?? ''}/${owner.name}` : undefined;
}

function controllerOf({metadata}: KubeObject): OwnerReference | undefined {
  return metadata.ownerReferences?.find(({controller}) => controller === true);
}

/** The objects of a kind that this one controls. */
export function controlledBy(owner: KubeObject, set: {apiVersion: string; kind: string}, store: Store): KubeObject[] {
  return store
    .list({...set, namespace: owner.metadata.namespace})
    .filter(object => controllerOf(object)?.uid === owner.metadata.uid);
}

/** A reference to the controller of something, as controllers write it. */
export function ownedBy({apiVersion, kind, metadata}: KubeObject): OwnerReference {
  const owner = {apiVersion, kind, name: metadata.name, uid: metadata.uid ?? '', controller: true};
  return {...owner, blockOwnerDeletion: true} as OwnerReference;
}
