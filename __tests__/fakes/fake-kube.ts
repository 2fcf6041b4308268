import {
  ApiError,
  describe,
  type Kube,
  type KubeObject,
  type ObjectRef,
  type ObjectSet,
  type RawAnswer,
  refOf,
  type WatchEvent,
  type WatchSink,
} from '../../src/cluster/kube.js';
import {selectorMatcher} from '../../src/measure/selector.js';
import {KINDS} from './kinds.js';

type Verb = 'get' | 'list' | 'create' | 'apply' | 'patch' | 'delete' | 'watch';
type Draft = Omit<KubeObject, 'metadata'> & {metadata: {name: string; [field: string]: unknown}};

/** An API server in memory. No controllers run in it: what they would do is scripted by `when`. */
export interface FakeKube extends Kube {
  /** What was asked for, such as `apply Deployment/shop/checkout`. */
  readonly calls: string[];
  /** The objects of a kind, as they are now. */
  objects<T = KubeObject>(kind: string): T[];
  /** Creates or changes an object as someone else would: merged into what is there. Watches see it. */
  put(object: Draft): KubeObject;
  /** Removes an object as someone else would, finalizers or not. */
  remove(ref: ObjectRef): void;
  /** Reacts to every object of the kind that is created, applied or patched by the client. */
  when(kind: string, react: (object: KubeObject) => void): void;
  /** Lets a verb fail for a kind. */
  refuse(verb: Verb, kind: string, error: Error): void;
  /** Answers `raw` for paths that contain this text; the last one said wins. */
  answer(path: string, answer: Partial<RawAnswer>): void;
}

interface Follower {
  set: ObjectSet;
  sink: WatchSink<unknown>;
  fail(error: unknown): void;
}

/** Starts empty. Applying is a deep merge without field managers, so there are no conflicts unless `refuse` says so. */
export function fakeKube({now = () => 0}: {now?: () => number} = {}): FakeKube {
  const store = new Map<string, KubeObject>();
  const followers = new Set<Follower>();
  const reactions: {kind: string; react: (object: KubeObject) => void}[] = [];
  const refusals = new Map<string, Error>();
  const answers: {path: string; answer: Partial<RawAnswer>}[] = [];
  const calls: string[] = [];
  let version = 0;

  const emit = (type: WatchEvent['type'], object: KubeObject): void => {
    for (const follower of [...followers]) {
      if (isIn(object, follower.set)) tell(follower, type, object);
    }
  };
  const tell = ({sink, fail}: Follower, type: WatchEvent['type'], object: KubeObject): void => {
    try {
      sink.event({type, object: structuredClone(object), at: now(), notBefore: now()});
    } catch (error) {
      fail(error);
    }
  };
  const save = (draft: Draft): KubeObject => {
    const ref = refOf(draft as KubeObject);
    const before = store.get(keyOf(ref));
    const merged = merge(before ?? {}, draft) as unknown as KubeObject;
    version++;
    const isChanged = before === undefined || JSON.stringify(before.spec) !== JSON.stringify(merged.spec);
    merged.metadata = {
      ...merged.metadata,
      uid: before?.metadata.uid ?? merged.metadata.uid ?? `uid-${version}`,
      resourceVersion: String(version),
      generation: (before?.metadata.generation ?? 0) + (isChanged ? 1 : 0),
    };
    store.set(keyOf(ref), merged);
    emit(before === undefined ? 'ADDED' : 'MODIFIED', merged);
    return merged;
  };
  const drop = (object: KubeObject): void => {
    store.delete(keyOf(refOf(object)));
    emit('DELETED', object);
    if (object.kind !== 'Namespace') return;
    for (const inside of [...store.values()].filter(({metadata}) => metadata.namespace === object.metadata.name)) drop(inside);
  };
  const begin = (verb: Verb, what: {kind: string; name?: string; namespace?: string | undefined}, signal?: AbortSignal): void => {
    signal?.throwIfAborted();
    calls.push(`${verb} ${what.name === undefined ? what.kind : describe(what)}`);
    const refusal = refusals.get(`${verb} ${what.kind}`);
    if (refusal !== undefined) throw refusal;
  };
  const written = <T>(draft: Draft): T => {
    const object = save(draft);
    if (object.kind === 'Namespace') save(accountOf(object.metadata.name));
    for (const {kind, react} of reactions) {
      if (kind === object.kind) react(structuredClone(object));
    }
    return structuredClone(store.get(keyOf(refOf(object))) ?? object) as T;
  };
  const find = (ref: ObjectRef): KubeObject | undefined => structuredClone(store.get(keyOf(ref)));
  const select = <T>(set: ObjectSet): T[] =>
    structuredClone([...store.values()].filter(object => isIn(object, set))) as unknown as T[];

  return {
    server: 'https://fake.invalid',
    context: 'fake',
    calls,
    objects: <T>(kind: string) => [...store.values()].filter(object => object.kind === kind) as unknown as T[],
    put: save,
    remove: ref => {
      const object = store.get(keyOf(ref));
      if (object !== undefined) drop(object);
    },
    when: (kind, react) => void reactions.push({kind, react}),
    refuse: (verb, kind, error) => void refusals.set(`${verb} ${kind}`, error),
    answer: (path, answer) => void answers.unshift({path, answer}),
    get: async <T>(ref: ObjectRef, signal?: AbortSignal) => {
      begin('get', ref, signal);
      return find(ref) as T | undefined;
    },
    list: async <T>(set: ObjectSet, signal?: AbortSignal) => {
      begin('list', set, signal);
      return select<T>(set);
    },
    create: async <T>(object: KubeObject, signal?: AbortSignal) => {
      begin('create', refOf(object), signal);
      if (find(refOf(object)) !== undefined) throw new ApiError(409, 'AlreadyExists', `${describe(object)} already exists`);
      return written<T>(object);
    },
    apply: async <T>(object: KubeObject, {dryRun, signal}: {dryRun?: boolean; signal?: AbortSignal} = {}) => {
      begin('apply', refOf(object), signal);
      return dryRun ? (merge(find(refOf(object)) ?? {}, object) as T) : written<T>(object);
    },
    patch: async <T>(ref: ObjectRef, patch: unknown, {signal}: {subresource?: string; signal?: AbortSignal} = {}) => {
      begin('patch', ref, signal);
      const before = find(ref);
      if (before === undefined) throw new ApiError(404, 'NotFound', `${describe(ref)} not found`);
      return written<T>(merge(before, patch as Record<string, unknown>) as unknown as Draft);
    },
    delete: async (ref, {uid, signal} = {}) => {
      begin('delete', ref, signal);
      const object = store.get(keyOf(ref));
      if (object === undefined || (uid !== undefined && uid !== object.metadata.uid)) return false;
      const isHeld = (object.metadata.finalizers ?? []).length > 0;
      if (isHeld) save({...object, metadata: {...object.metadata, deletionTimestamp: '2026-01-01T00:00:00Z'}});
      else drop(object);
      return true;
    },
    watch: <T>(set: ObjectSet, sink: WatchSink<T>, signal: AbortSignal) =>
      new Promise<void>((resolve, reject) => {
        begin('watch', set);
        const follower: Follower = {
          set,
          sink: sink as WatchSink<unknown>,
          fail: error => {
            followers.delete(follower);
            reject(error);
          },
        };
        signal.addEventListener('abort', () => {
          followers.delete(follower);
          resolve();
        });
        if (signal.aborted) return resolve();
        followers.add(follower);
        for (const object of select<KubeObject>(set)) tell(follower, 'ADDED', object);
        try {
          sink.synced?.(now());
        } catch (error) {
          follower.fail(error);
        }
      }),
    raw: async (method, path, {signal} = {}) => {
      signal?.throwIfAborted();
      calls.push(`${method} ${path}`);
      const found = answers.find(candidate => path.includes(candidate.path));
      if (found === undefined) throw new Error(`the fake has no answer for ${method} ${path}`);
      return {status: 200, headers: {}, text: '', ...found.answer};
    },
    resource: async (apiVersion, kind) => KINDS.get(`${apiVersion} ${kind}`) ?? customKind([...store.values()], apiVersion, kind),
    version: async () => 'v1.35.0',
    credentials: () => Promise.reject(new Error('the fake has no credentials')),
    close: async () => {},
  };
}

function keyOf({apiVersion, kind, namespace, name}: ObjectRef): string {
  return [apiVersion, kind, namespace ?? '', name].join('|');
}

function isIn(object: KubeObject, {apiVersion, kind, namespace, labelSelector, fieldSelector}: ObjectSet): boolean {
  if (object.apiVersion !== apiVersion || object.kind !== kind) return false;
  if (namespace !== undefined && object.metadata.namespace !== namespace) return false;
  if (labelSelector !== undefined && !selectorMatcher(labelSelector)(object.metadata.labels ?? {})) return false;
  return (fieldSelector ?? '').split(',').every(requirement => {
    const [path = '', value] = requirement.split('=');
    return path === '' || valueAt(object, path.split('.')) === value;
  });
}

function valueAt(value: unknown, path: string[]): unknown {
  return path.reduce((inner, key) => (inner as Record<string, unknown> | undefined)?.[key], value);
}

/** Objects are merged, everything else (arrays too) is replaced, and null takes a field away. */
function merge(before: unknown, change: Record<string, unknown>): Record<string, unknown> {
  const merged: Record<string, unknown> = isRecord(before) ? {...before} : {};
  for (const [key, value] of Object.entries(change)) {
    if (value === null) delete merged[key];
    else if (value !== undefined) merged[key] = isRecord(value) ? merge(merged[key], value) : structuredClone(value);
  }
  return merged;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function accountOf(namespace: string): Draft {
  return {apiVersion: 'v1', kind: 'ServiceAccount', metadata: {name: 'default', namespace}};
}

interface Crd {
  kind: string;
  spec?: {group: string; scope: string; names: {kind: string; plural: string}; versions: {name: string}[]};
  status?: {conditions?: {type: string; status: string}[]};
}

/** Kinds of the CRDs that it holds are served once those say that they are established. */
function customKind(objects: readonly KubeObject[], apiVersion: string, kind: string) {
  const crd = (objects as unknown as Crd[]).find(
    ({kind: own, spec, status}) =>
      own === 'CustomResourceDefinition' &&
      spec?.names.kind === kind &&
      spec.versions.some(({name}) => `${spec.group}/${name}` === apiVersion) &&
      status?.conditions?.some(({type, status}) => type === 'Established' && status === 'True'),
  );
  return crd?.spec === undefined ? undefined : {plural: crd.spec.names.plural, namespaced: crd.spec.scope === 'Namespaced'};
}
