import type {KubeObject, ObjectRef} from '../cluster/kube.js';
import type {Clock} from '../runtime/clock.js';
import {collectGarbage} from './garbage.js';
import {type Kind, kindKey, kindOf} from './kinds.js';
import {keepNamespaces} from './namespaces.js';
import {newborn} from './object-birth.js';
import {fateOf, isReleased} from './object-removal.js';
import {changed} from './object-update.js';
import {sameJson} from './same-json.js';
import type {Removal, Store, StoreEvent, Trial} from './store.js';
import {createHistory, type History} from './store-history.js';
import {createListeners} from './store-listeners.js';
import {alreadyExists, notFound, otherUid, terminating} from './store-refusals.js';

/** A {@link Store} that also remembers what changed of late. */
export interface MemoryStore extends Store, Pick<History, 'since'> {
  /** Forgets all changes so far: no watch can resume before now. */
  compact(): void;
}

export interface MemoryStoreOptions {
  clock: Pick<Clock, 'today'>;
  /** How many changes of each kind are remembered for watches that resume. */
  remembered?: number;
}

const REMEMBERED = 1_000;

/**
 * Starts with the namespaces `default` and `kube-system`. Garbage is collected and namespaces are emptied as kube-controller-manager
 * would, each soon after the change that calls for it.
 */
export function createMemoryStore({clock, remembered = REMEMBERED}: MemoryStoreOptions): MemoryStore {
  const kinds = new Map<string, Map<string, KubeObject>>();
  const history = createHistory(remembered);
  const listeners = createListeners();
  let revision = 0;

  const shelf = (kind: Kind): Map<string, KubeObject> => {
    const key = kindKey(kind);
    const found = kinds.get(key) ?? new Map<string, KubeObject>();
    kinds.set(key, found);
    return found;
  };
  const find = (ref: ObjectRef): {kind: Kind; object: KubeObject} => {
    const kind = kindOf(ref);
    const object = shelf(kind).get(nameKey(kind, ref.namespace, ref.name));
    if (object === undefined) throw notFound(kind, ref.name);
    return {kind, object};
  };
  const commit = (
    type: StoreEvent['type'],
    kind: Kind,
    draft: KubeObject,
    {before, dryRun = false}: {before?: KubeObject} & Trial,
  ): KubeObject => {
    if (dryRun) return structuredClone(draft);
    revision++;
    const object = {...draft, metadata: {...draft.metadata, resourceVersion: String(revision)}};
    const key = nameKey(kind, object.metadata.namespace, object.metadata.name);
    if (type === 'DELETED') shelf(kind).delete(key);
    else shelf(kind).set(key, object);
    const event = {type, object, revision, ...(before === undefined ? {} : {before})};
    history.record(kindKey(kind), event);
    listeners.tell(kindKey(kind), event);
    return structuredClone(object);
  };
  /** Stores what became of an object, which may be its end. */
  const settle = (kind: Kind, after: KubeObject, how: {before: KubeObject} & Trial): KubeObject =>
    commit(isReleased(after) ? 'DELETED' : 'MODIFIED', kind, after, how);
  const expectNamespace = (kind: Kind, {namespace = ''}: {namespace?: string}, name: string): void => {
    const home = find({apiVersion: 'v1', kind: 'Namespace', name: namespace}).object;
    if (home.metadata.deletionTimestamp !== undefined) throw terminating(kind, name, namespace);
  };

  const store: MemoryStore = {
    get revision() {
      return revision;
    },
    get: ref => {
      const kind = kindOf(ref);
      return structuredClone(shelf(kind).get(nameKey(kind, ref.namespace, ref.name)));
    },
    list: ({namespace, ...set}) =>
      [...shelf(kindOf(set))]
        .filter(([, object]) => namespace === undefined || object.metadata.namespace === namespace)
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([, object]) => structuredClone(object)),
    create: (draft, trial = {}) => {
      const kind = kindOf(draft);
      const object = newborn(plain(draft), kind, clock.today());
      if (!kind.namespaced) delete object.metadata.namespace;
      else expectNamespace(kind, object.metadata, object.metadata.name);
      const {namespace, name} = object.metadata;
      if (shelf(kind).has(nameKey(kind, namespace, name))) throw alreadyExists(kind, name);
      return commit('ADDED', kind, object, trial);
    },
    update: (ref, change, {subresource, ...trial} = {}) => {
      const {kind, object: before} = find(ref);
      const after = changed(before, plain(change(structuredClone(before))), {kind, subresource});
      return sameJson(after, before) ? structuredClone(before) : settle(kind, after, {before, ...trial});
    },
    remove: (ref, options: Removal = {}) => {
      const {kind, object: before} = find(ref);
      const uid = before.metadata.uid ?? '';
      if (options.uid !== undefined && options.uid !== uid) throw otherUid(kind, ref.name, options.uid, uid);
      const fate = fateOf(before, options, clock.today());
      if (fate.how === 'unchanged') return structuredClone(before);
      const how = {before, dryRun: options.dryRun};
      return fate.how === 'goes' ? commit('DELETED', kind, before, how) : settle(kind, fate.object, how);
    },
    forget: (ref, uid) => {
      const kind = kindOf(ref);
      const before = shelf(kind).get(nameKey(kind, ref.namespace, ref.name));
      if (before?.metadata.uid !== uid || before.metadata.deletionTimestamp === undefined) return;
      settle(kind, {...before, metadata: {...before.metadata, deletionGracePeriodSeconds: 0}}, {before});
    },
    subscribe: listeners.subscribe,
    since: (kind, from) => structuredClone(history.since(kind, from)),
    compact: () => history.compact(revision),
  };
  collectGarbage(store);
  keepNamespaces(store, () => clock.today());
  return store;
}

function nameKey({namespaced}: Kind, namespace: string | undefined, name: string): string {
  return namespaced ? `${namespace ?? ''}/${name}` : name;
}

/** A copy as JSON would carry it: fields that are undefined are none. */
function plain(object: KubeObject): KubeObject {
  return JSON.parse(JSON.stringify(object));
}
