import {
  ApiError,
  describe,
  type Kube,
  type KubeObject,
  type ObjectRef,
  type RawAnswer,
  refOf,
} from '../../src/cluster/kube.js';
import {KINDS} from './kinds.js';
import {merge, objectStore} from './object-store.js';

type Verb = 'get' | 'list' | 'create' | 'apply' | 'patch' | 'delete' | 'watch';

/** An API server in memory. No controllers run in it: what they would do is scripted by `when`. */
export interface FakeKube extends Kube {
  /** What was asked for, such as `apply Deployment/shop/checkout`. */
  readonly calls: string[];
  /** Creates an object or changes it, as someone else would. Watches see it. */
  put(object: KubeObject): KubeObject;
  /** Removes an object as someone else would, finalizers or not. */
  remove(ref: ObjectRef): void;
  /** Reacts to every object of the kind that is created, applied or patched by the client. */
  when(kind: string, react: (object: KubeObject) => void): void;
  /** Lets a verb fail for a kind. */
  refuse(verb: Verb, kind: string, error: Error): void;
  /** Answers `raw` for paths that contain this text; the last one said wins, and other paths throw. */
  answer(path: string, answer: Partial<RawAnswer>): void;
}

/**
 * Starts empty. Applying is a merge without field managers, so there are no conflicts unless `refuse` says so; a new namespace has
 * its default service account at once; an object with finalizers is only marked when deleted.
 */
export function fakeKube({now = () => 0}: {now?: () => number} = {}): FakeKube {
  const store = objectStore(now);
  const reactions: {kind: string; react: (object: KubeObject) => void}[] = [];
  const refusals = new Map<string, Error>();
  const answers: {path: string; answer: Partial<RawAnswer>}[] = [];
  const calls: string[] = [];

  const begin = (
    verb: Verb,
    what: {kind: string; name?: string; namespace?: string | undefined},
    signal?: AbortSignal,
  ) => {
    signal?.throwIfAborted();
    calls.push(`${verb} ${what.name === undefined ? what.kind : describe(what)}`);
    const refusal = refusals.get(`${verb} ${what.kind}`);
    if (refusal !== undefined) throw refusal;
  };
  const write = <T>(draft: KubeObject): T => {
    const object = store.save(draft);
    if (object.kind === 'Namespace') store.save(defaultAccountIn(object.metadata.name));
    for (const {kind, react} of reactions) {
      if (kind === object.kind) react(structuredClone(object));
    }
    return object as T;
  };

  return {
    server: 'https://fake.invalid',
    context: 'fake',
    calls,
    put: store.save,
    remove: store.drop,
    when: (kind, react) => void reactions.push({kind, react}),
    refuse: (verb, kind, error) => void refusals.set(`${verb} ${kind}`, error),
    answer: (path, answer) => void answers.unshift({path, answer}),
    get: async <T>(ref: ObjectRef, signal?: AbortSignal) => {
      begin('get', ref, signal);
      return store.find(ref) as T | undefined;
    },
    list: async (set, signal) => {
      begin('list', set, signal);
      return store.select(set) as never[];
    },
    create: async <T>(object: KubeObject, signal?: AbortSignal) => {
      begin('create', refOf(object), signal);
      if (store.find(refOf(object))) throw new ApiError(409, 'AlreadyExists', `${describe(object)} already exists`);
      return write<T>(object);
    },
    apply: async <T>(object: KubeObject, {dryRun, signal}: {dryRun?: boolean; signal?: AbortSignal} = {}) => {
      begin('apply', refOf(object), signal);
      return dryRun ? (merge(store.find(refOf(object)), object) as T) : write<T>(object);
    },
    patch: async <T>(ref: ObjectRef, patch: unknown, {signal}: {signal?: AbortSignal} = {}) => {
      begin('patch', ref, signal);
      if (store.find(ref) === undefined) throw new ApiError(404, 'NotFound', `${describe(ref)} not found`);
      const {apiVersion, kind, ...metadata} = ref;
      return write<T>(merge(patch, {apiVersion, kind, metadata}) as KubeObject);
    },
    delete: async (ref, {uid, signal} = {}) => {
      begin('delete', ref, signal);
      const object = store.find(ref);
      if (object === undefined || (uid !== undefined && uid !== object.metadata.uid)) return false;
      const deletionTimestamp = '2026-01-01T00:00:00Z';
      if (object.metadata.finalizers?.length)
        store.save({...object, metadata: {...object.metadata, deletionTimestamp}});
      else store.drop(ref);
      return true;
    },
    watch: async (set, sink, signal) => {
      begin('watch', set);
      await store.follow(set, sink as never, signal);
    },
    raw: async (method, path, {signal} = {}) => {
      signal?.throwIfAborted();
      calls.push(`${method} ${path}`);
      const found = answers.find(candidate => path.includes(candidate.path));
      if (found === undefined) throw new Error(`the fake has no answer for ${method} ${path}`);
      return {status: 200, headers: {}, text: '', ...found.answer};
    },
    resource: async (apiVersion, kind) => {
      const crds = {apiVersion: 'apiextensions.k8s.io/v1', kind: 'CustomResourceDefinition'};
      return KINDS.get(`${apiVersion} ${kind}`) ?? servedBy(store.select(crds) as unknown as Crd[], apiVersion, kind);
    },
    version: async () => 'v1.35.0',
    credentials: () => Promise.reject(new Error('the fake has no credentials')),
    close: async () => {},
  };
}

function defaultAccountIn(namespace: string): KubeObject {
  return {apiVersion: 'v1', kind: 'ServiceAccount', metadata: {name: 'default', namespace}};
}

interface Crd {
  spec: {group: string; scope: string; names: {kind: string; plural: string}; versions: {name: string}[]};
  status?: {conditions: {type: string; status: string}[]};
}

/** A custom kind is served once its CRD says that it is established. */
function servedBy(
  crds: readonly Crd[],
  apiVersion: string,
  kind: string,
): {plural: string; namespaced: boolean} | undefined {
  const crd = crds.find(({spec, status}) => {
    const isEstablished = status?.conditions.some(
      condition => condition.type === 'Established' && condition.status === 'True',
    );
    return (
      isEstablished &&
      spec.names.kind === kind &&
      spec.versions.some(({name}) => `${spec.group}/${name}` === apiVersion)
    );
  });
  return crd && {plural: crd.spec.names.plural, namespaced: crd.spec.scope === 'Namespaced'};
}
