import type {KubeObject, WatchEvent} from './kube.js';

/** A change that the sink has not seen yet. */
export interface Change {
  type: WatchEvent['type'];
  object: KubeObject;
}

/** What a watch has told so far, so that nothing is told twice and nothing that happened while it was away gets lost. */
export interface KnownObjects {
  /** An event of the stream, as the sink should see it; undefined when it is old news. */
  admit(change: Change): Change | undefined;
  /** The whole set as it is at `resourceVersion`: the changes that lead there, deletions first, since names are used again. */
  replace(objects: KubeObject[], resourceVersion: string | undefined): Change[];
}

/** Starts with an empty set. Objects are told apart by UID. */
export function createKnownObjects(): KnownObjects {
  let known = new Map<string, KubeObject>();
  /** The highest resourceVersion seen, in the order in which the server tells them. */
  let newest: bigint | undefined;

  return {
    admit: change => {
      const version = versionNumber(change.object.metadata.resourceVersion);
      if (version !== undefined && newest !== undefined && version <= newest) return undefined;
      newest = version ?? newest;
      return enter(known, change);
    },
    replace: (objects, resourceVersion) => {
      newest = versionNumber(resourceVersion);
      const present = new Map(objects.map(object => [keyOf(object), object]));
      const changes = difference(known, present);
      known = present;
      return changes;
    },
  };
}

/** A resourceVersion as a number, which is how Kubernetes orders them since 1.35 (and did all along); undefined for servers with others. */
export function versionNumber(resourceVersion: string | undefined): bigint | undefined {
  return resourceVersion !== undefined && /^[1-9]\d*$/.test(resourceVersion) ? BigInt(resourceVersion) : undefined;
}

function enter(known: Map<string, KubeObject>, {type, object}: Change): Change | undefined {
  const key = keyOf(object);
  const before = known.get(key);
  if (type === 'DELETED') return known.delete(key) ? {type, object} : undefined;
  if (before !== undefined && sameVersion(before, object)) return undefined;
  known.set(key, object);
  return {type: before === undefined ? 'ADDED' : 'MODIFIED', object};
}

function difference(before: Map<string, KubeObject>, after: Map<string, KubeObject>): Change[] {
  const changes: Change[] = [];
  for (const [key, object] of before) {
    if (!after.has(key)) changes.push({type: 'DELETED', object});
  }
  for (const [key, object] of after) {
    const old = before.get(key);
    if (old === undefined) changes.push({type: 'ADDED', object});
    else if (!sameVersion(old, object)) changes.push({type: 'MODIFIED', object});
  }
  return changes;
}

function sameVersion(a: KubeObject, b: KubeObject): boolean {
  return a.metadata.resourceVersion !== undefined && a.metadata.resourceVersion === b.metadata.resourceVersion;
}

function keyOf({metadata}: KubeObject): string {
  return metadata.uid ?? `${metadata.namespace ?? ''}/${metadata.name}`;
}
