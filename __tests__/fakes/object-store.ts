import {
  type KubeObject,
  type ObjectRef,
  type ObjectSet,
  refOf,
  type WatchEvent,
  type WatchSink,
} from '../../src/cluster/kube.js';
import {labelMatcher} from '../../src/cluster/label-selector.js';

/** Objects with UIDs, resourceVersions and generations, and watches that see each change at once. */
export interface ObjectStore {
  find(ref: ObjectRef): KubeObject | undefined;
  select(set: ObjectSet): KubeObject[];
  /** Creates the object, or merges it into what is there. */
  save(draft: KubeObject): KubeObject;
  /** Removes it; a namespace with all that is in it. */
  drop(ref: ObjectRef): void;
  /** Tells the sink what is there, then what changes, until the signal aborts. */
  follow(set: ObjectSet, sink: WatchSink, signal: AbortSignal): Promise<void>;
}

interface Follower {
  set: ObjectSet;
  tell(type: WatchEvent['type'], object: KubeObject): void;
}

/** Starts empty; `now` gives the events' times. What it hands out are copies. */
export function objectStore(now: () => number): ObjectStore {
  const objects = new Map<string, KubeObject>();
  const followers = new Set<Follower>();
  let version = 0;

  const select = (set: ObjectSet): KubeObject[] =>
    structuredClone([...objects.values()].filter(object => isIn(object, set)));
  const emit = (type: WatchEvent['type'], object: KubeObject): void => {
    for (const follower of [...followers]) {
      if (isIn(object, follower.set)) follower.tell(type, structuredClone(object));
    }
  };
  const drop = (ref: ObjectRef): void => {
    const object = objects.get(keyOf(ref));
    if (object === undefined) return;
    objects.delete(keyOf(ref));
    emit('DELETED', object);
    if (ref.kind !== 'Namespace') return;
    for (const inside of [...objects.values()].filter(({metadata}) => metadata.namespace === ref.name))
      drop(refOf(inside));
  };

  return {
    find: ref => structuredClone(objects.get(keyOf(ref))),
    select,
    save: draft => {
      const before = objects.get(keyOf(refOf(draft)));
      const after = merge(before, draft) as KubeObject;
      version++;
      const isOther = JSON.stringify(before?.spec) !== JSON.stringify(after.spec);
      Object.assign(after.metadata, {
        uid: before?.metadata.uid ?? after.metadata.uid ?? `uid-${version}`,
        resourceVersion: String(version),
        generation: before === undefined ? 1 : (before.metadata.generation ?? 0) + (isOther ? 1 : 0),
      });
      objects.set(keyOf(refOf(after)), after);
      emit(before === undefined ? 'ADDED' : 'MODIFIED', after);
      return structuredClone(after);
    },
    drop,
    follow: (set, sink, signal) =>
      new Promise((resolve, reject) => {
        const attempt = (tell: () => void): void => {
          try {
            tell();
          } catch (error) {
            followers.delete(follower);
            reject(error);
          }
        };
        const follower: Follower = {
          set,
          tell: (type, object) => attempt(() => sink.event({type, object, at: now(), notBefore: now()})),
        };
        if (signal.aborted) return resolve();
        signal.addEventListener('abort', () => {
          followers.delete(follower);
          resolve();
        });
        followers.add(follower);
        for (const object of select(set)) follower.tell('ADDED', object);
        attempt(() => sink.synced?.(now()));
      }),
  };
}

/** Objects are merged, everything else (arrays too) is replaced, and null takes a field away: a JSON merge patch. */
export function merge(before: unknown, change: unknown): unknown {
  if (!isRecord(change)) return structuredClone(change);
  const merged: Record<string, unknown> = isRecord(before) ? structuredClone(before) : {};
  for (const [key, value] of Object.entries(change)) {
    if (value === null) delete merged[key];
    else if (value !== undefined) merged[key] = merge(merged[key], value);
  }
  return merged;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function keyOf({apiVersion, kind, namespace, name}: ObjectRef): string {
  return [apiVersion, kind, namespace ?? '', name].join('|');
}

function isIn(object: KubeObject, {apiVersion, kind, namespace, labelSelector, fieldSelector}: ObjectSet): boolean {
  if (object.apiVersion !== apiVersion || object.kind !== kind) return false;
  if (namespace !== undefined && object.metadata.namespace !== namespace) return false;
  if (labelSelector !== undefined && !labelMatcher(labelSelector)(object.metadata.labels ?? {})) return false;
  const fields = fieldSelector === undefined ? [] : fieldSelector.split(',').map(requirement => requirement.split('='));
  return fields.every(([path = '', value]) => valueAt(object, path.split('.')) === value);
}

function valueAt(object: unknown, path: readonly string[]): unknown {
  return path.reduce((inner, key) => (isRecord(inner) ? inner[key] : undefined), object);
}
