import type {KubeObject} from '../../../src/cluster/kube.js';
import {createMemoryStore} from '../../../src/sandbox/memory-store.js';
import type {StatusError, StoreEvent} from '../../../src/sandbox/store.js';
import {fakeClock} from '../../fakes/fake-clock.js';

const clock = fakeClock();
const settled = () => clock.advance(0);
const object = (kind: string, name: string, rest: Partial<KubeObject> = {}): KubeObject => ({
  apiVersion: ['Deployment', 'ReplicaSet'].includes(kind) ? 'apps/v1' : 'v1',
  kind,
  ...rest,
  metadata: {namespace: 'default', ...rest.metadata, name},
});
const ref = (kind: string, name: string) => {
  const {apiVersion, metadata} = object(kind, name);
  return {apiVersion, kind, name, namespace: metadata.namespace};
};
const pod = (name: string, rest: Partial<KubeObject> = {}) => object('Pod', name, {spec: {nodeName: 'one'}, ...rest});
const refusal = (work: () => unknown): Pick<StatusError, 'code' | 'reason'> => {
  try {
    work();
  } catch (error) {
    const {code, reason} = error as StatusError;
    return {code, reason};
  }
  throw new Error('it was not refused');
};

describe('the store of the sandbox', () => {
  const open = () => createMemoryStore({clock});

  it('gives what is created an identity, and a name where only its beginning was given', () => {
    const store = open();
    const made = store.create(object('ReplicaSet', 'web', {spec: {replicas: 2}, status: {replicas: 7}}));
    expect(made).toMatchObject({status: {}, metadata: {generation: 1, creationTimestamp: '2026-01-01T00:00:00Z'}});
    expect(made.metadata.uid).toMatch(/^[0-9a-f-]{36}$/);
    expect(made.metadata.resourceVersion).toBe(String(store.revision));
    const generated = store.create({
      ...pod(''),
      metadata: {generateName: 'web-', namespace: 'default'} as unknown as KubeObject['metadata'],
    });
    expect(generated.metadata.name).toMatch(/^web-[a-z0-9]{5}$/);
    expect(generated.status).toEqual({phase: 'Pending'});
  });

  it('refuses a name that is taken, a namespace that is not there, and an unknown kind', () => {
    const store = open();
    store.create(pod('a'));
    expect(refusal(() => store.create(pod('a')))).toEqual({code: 409, reason: 'AlreadyExists'});
    const lost = pod('b', {metadata: {name: 'b', namespace: 'nowhere'}});
    expect(refusal(() => store.create({...lost, metadata: {name: 'b', namespace: 'nowhere'}}))).toEqual({
      code: 404,
      reason: 'NotFound',
    });
    expect(refusal(() => store.create(object('Widget', 'a')))).toEqual({code: 404, reason: 'NotFound'});
    expect(refusal(() => store.update(ref('Pod', 'z'), it => it))).toEqual({code: 404, reason: 'NotFound'});
  });

  it('hands out copies', () => {
    const store = open();
    const made = store.create(object('ConfigMap', 'a', {data: {a: '1'}}));
    (made.data as Record<string, string>).a = 'changed';
    (store.list({apiVersion: 'v1', kind: 'ConfigMap'})[0]?.data as Record<string, string>).a = 'changed';
    expect(store.get(ref('ConfigMap', 'a'))?.data).toEqual({a: '1'});
  });

  it('lists by namespace and name', () => {
    const store = open();
    for (const name of ['b', 'a']) store.create(object('ConfigMap', name));
    store.create({...object('ConfigMap', 'z'), metadata: {name: 'z', namespace: 'kube-system'}});
    const names = (namespace?: string) =>
      store.list({apiVersion: 'v1', kind: 'ConfigMap', namespace}).map(({metadata}) => metadata.name);
    expect(names()).toEqual(['a', 'b', 'z']);
    expect(names('default')).toEqual(['a', 'b']);
  });

  describe('updates', () => {
    it('count the generation with the spec, and leave the status to its subresource', () => {
      const store = open();
      store.create(object('Deployment', 'web', {spec: {replicas: 1}}));
      const scaled = store.update(ref('Deployment', 'web'), it => ({
        ...it,
        spec: {replicas: 2},
        status: {replicas: 9},
      }));
      expect(scaled).toMatchObject({spec: {replicas: 2}, status: {}, metadata: {generation: 2}});
      const reported = store.update(
        ref('Deployment', 'web'),
        it => ({...it, spec: {replicas: 3}, status: {replicas: 2}}),
        {subresource: 'status'},
      );
      expect(reported).toMatchObject({spec: {replicas: 2}, status: {replicas: 2}, metadata: {generation: 2}});
    });

    it('that change nothing do nothing', async () => {
      const store = open();
      const before = store.create(object('ConfigMap', 'a', {data: {}}));
      const events: StoreEvent[] = [];
      await settled();
      store.subscribe(['v1/ConfigMap'], event => events.push(event));
      expect(store.update(ref('ConfigMap', 'a'), it => ({...it, data: {}, extra: undefined}))).toEqual(before);
      await settled();
      expect(events).toEqual([]);
    });

    it('can’t change who an object is, and refuse one of another UID', () => {
      const store = open();
      const {metadata} = store.create(object('ConfigMap', 'a'));
      const renamed = store.update(ref('ConfigMap', 'a'), it => ({...it, metadata: {...it.metadata, name: 'b'}}));
      expect(renamed.metadata).toEqual(metadata);
      const other = () =>
        store.update(ref('ConfigMap', 'a'), it => ({...it, metadata: {...it.metadata, uid: 'another'}}));
      expect(refusal(other)).toEqual({code: 409, reason: 'Conflict'});
    });
  });

  describe('deletes', () => {
    it('a pod when its node lets it go, and one that nobody runs at once', () => {
      const store = open();
      const {metadata} = store.create(pod('a', {spec: {nodeName: 'one', terminationGracePeriodSeconds: 5}}));
      const marked = store.remove(ref('Pod', 'a'));
      expect(marked.metadata).toMatchObject({deletionTimestamp: '2026-01-01T00:00:05Z', deletionGracePeriodSeconds: 5});
      store.forget(ref('Pod', 'a'), 'another');
      expect(store.get(ref('Pod', 'a'))).toBeDefined();
      store.forget(ref('Pod', 'a'), metadata.uid ?? '');
      expect(store.get(ref('Pod', 'a'))).toBeUndefined();
      store.create(pod('idle', {spec: {}}));
      store.remove(ref('Pod', 'idle'));
      expect(store.get(ref('Pod', 'idle'))).toBeUndefined();
    });

    it('sooner when asked again with less patience, never later', () => {
      const store = open();
      store.create(pod('a'));
      store.remove(ref('Pod', 'a'), {graceSeconds: 10});
      expect(store.remove(ref('Pod', 'a'), {graceSeconds: 20}).metadata.deletionGracePeriodSeconds).toBe(10);
      expect(store.remove(ref('Pod', 'a'), {graceSeconds: 1}).metadata.deletionGracePeriodSeconds).toBe(1);
      store.remove(ref('Pod', 'a'), {graceSeconds: 0});
      expect(store.get(ref('Pod', 'a'))).toBeUndefined();
    });

    it('what has a finalizer only when that is gone, and takes no new ones then', () => {
      const store = open();
      store.create(object('ConfigMap', 'a', {metadata: {name: 'a', namespace: 'default', finalizers: ['x/y']}}));
      store.remove(ref('ConfigMap', 'a'));
      const adding = () =>
        store.update(ref('ConfigMap', 'a'), it => ({...it, metadata: {...it.metadata, finalizers: ['x/y', 'x/z']}}));
      expect(refusal(adding)).toEqual({code: 422, reason: 'Invalid'});
      store.update(ref('ConfigMap', 'a'), it => ({...it, metadata: {...it.metadata, finalizers: []}}));
      expect(store.get(ref('ConfigMap', 'a'))).toBeUndefined();
    });

    it('the object of a UID and no other', () => {
      const store = open();
      store.create(object('ConfigMap', 'a'));
      expect(refusal(() => store.remove(ref('ConfigMap', 'a'), {uid: 'another'}))).toEqual({
        code: 409,
        reason: 'Conflict',
      });
    });
  });

  describe('remembers', () => {
    it('what happened after a revision, with what was before', () => {
      const store = open();
      const {revision} = store;
      store.create(object('ConfigMap', 'a', {data: {a: '1'}}));
      store.update(ref('ConfigMap', 'a'), it => ({...it, data: {a: '2'}}));
      store.remove(ref('ConfigMap', 'a'));
      const events = store.since('v1/ConfigMap', revision) as StoreEvent[];
      expect(events.map(({type}) => type)).toEqual(['ADDED', 'MODIFIED', 'DELETED']);
      expect(events[1]).toMatchObject({object: {data: {a: '2'}}, before: {data: {a: '1'}}});
      expect(events.map(({object: {metadata}}) => metadata.resourceVersion)).toEqual(
        events.map(event => String(event.revision)),
      );
    });

    it('no more than it was told to', () => {
      const store = createMemoryStore({clock, remembered: 2});
      const {revision} = store;
      for (const name of ['a', 'b', 'c']) store.create(object('ConfigMap', name));
      expect(store.since('v1/ConfigMap', revision)).toBe('expired');
      expect(store.since('v1/ConfigMap', revision + 1)).toHaveLength(2);
      store.compact();
      expect(store.since('v1/ConfigMap', revision + 1)).toBe('expired');
      expect(store.since('v1/ConfigMap', store.revision)).toEqual([]);
      expect(store.since('v1/Secret', revision)).toBe('expired');
    });
  });

  it('tells each listener of its kinds, after the change and until it has had enough', async () => {
    const store = open();
    const heard: string[] = [];
    const end = store.subscribe(['v1/ConfigMap'], ({type, object: {metadata}}) => {
      heard.push(`${type} ${metadata.name}`);
      if (metadata.name === 'a') store.create(object('ConfigMap', 'b'));
    });
    store.create(object('Secret', 's'));
    store.create(object('ConfigMap', 'a'));
    expect(heard).toEqual([]);
    await settled();
    expect(heard).toEqual(['ADDED a', 'ADDED b']);
    end();
    store.create(object('ConfigMap', 'c'));
    await settled();
    expect(heard).toHaveLength(2);
  });
});
