import {Agent} from 'undici';
import {type ApiError, isApiError, type Kube, type KubeObject, type ObjectRef} from '../../src/cluster/kube.js';
import {recordingSink} from '../fakes/recording-sink.js';

/** What every API server that the gate runs against must do, in a namespace that is made and deleted again. */
export function kubeContract(name: string, open: () => Promise<{kube: Kube; close: () => Promise<void>}>): void {
  const namespace = `contract-${Math.random().toString(36).slice(2, 8)}`;
  let kube: Kube;
  let close: (() => Promise<void>) | undefined;

  const ref = (objectName: string): ObjectRef => ({apiVersion: 'v1', kind: 'ConfigMap', name: objectName, namespace});
  const configMap = (
    objectName: string,
    data: Record<string, string> = {},
    labels: Record<string, string> = {},
  ): KubeObject => ({
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: {name: objectName, namespace, labels},
    data,
  });
  const refusal = (work: Promise<unknown>): Promise<ApiError> =>
    work.then(
      () => Promise.reject(new Error('it was not refused')),
      error => (isApiError(error) ? error : Promise.reject(error)),
    );

  describe(`the Kubernetes of ${name}`, () => {
    beforeAll(async () => {
      ({kube, close} = await open());
      await kube.create({apiVersion: 'v1', kind: 'Namespace', metadata: {name: namespace}});
    });
    afterAll(async () => {
      if (close === undefined) return;
      await kube.delete({apiVersion: 'v1', kind: 'Namespace', name: namespace});
      await close();
    });

    it('has a version', async () => {
      expect(await kube.version()).toMatch(/^v1\.\d+\./);
    });

    it('says which kinds it serves, and how', async () => {
      expect(await kube.resource('v1', 'Pod')).toEqual({plural: 'pods', namespaced: true});
      expect(await kube.resource('v1', 'Node')).toEqual({plural: 'nodes', namespaced: false});
      expect(await kube.resource('apps/v1', 'Deployment')).toEqual({plural: 'deployments', namespaced: true});
      expect(await kube.resource('discovery.k8s.io/v1', 'EndpointSlice')).toEqual({
        plural: 'endpointslices',
        namespaced: true,
      });
      expect(await kube.resource('v1', 'NoSuchKind')).toBeUndefined();
      expect(await kube.resource('no.such.group/v1', 'Pod')).toBeUndefined();
    });

    it('has nothing where nothing was made', async () => {
      expect(await kube.get(ref('missing'))).toBeUndefined();
      expect(await kube.delete(ref('missing'))).toBe(false);
      expect(await kube.list({...ref(''), namespace, labelSelector: 'app=nobody'})).toEqual([]);
    });

    describe('applies', () => {
      it('what is new, and gives it a UID', async () => {
        const made = await kube.apply(configMap('applied', {a: '1', b: '1'}));
        expect(made).toMatchObject({apiVersion: 'v1', kind: 'ConfigMap', data: {a: '1', b: '1'}});
        expect(made.metadata.uid).toEqual(expect.any(String));
        expect(await kube.get(ref('applied'))).toMatchObject({
          metadata: {uid: made.metadata.uid, name: 'applied', namespace},
        });
      });

      it('the same again without a change', async () => {
        const first = await kube.apply(configMap('same', {a: '1'}));
        const second = await kube.apply(configMap('same', {a: '1'}));
        expect(second.metadata.resourceVersion).toBe(first.metadata.resourceVersion);
      });

      it('a change, and takes away what is no longer said', async () => {
        await kube.apply(configMap('changed', {a: '1', b: '1'}));
        const changed = await kube.apply(configMap('changed', {a: '2'}));
        expect(changed).toMatchObject({data: {a: '2'}});
        expect(changed.data).not.toHaveProperty('b');
      });

      it('nothing in a dry run', async () => {
        expect(await kube.apply(configMap('dry', {a: '1'}), {dryRun: true})).toMatchObject({data: {a: '1'}});
        expect(await kube.get(ref('dry'))).toBeUndefined();
      });

      it('over another’s field only by force', async () => {
        const path = `/api/v1/namespaces/${namespace}/configmaps/contested?fieldManager=another`;
        const headers = {'content-type': 'application/apply-patch+yaml'};
        const made = await kube.raw('PATCH', path, {
          headers,
          body: JSON.stringify(configMap('contested', {a: 'theirs'})),
        });
        expect(made.status).toBe(201);
        const conflict = await refusal(kube.apply(configMap('contested', {a: 'ours'})));
        expect([conflict.status, conflict.reason]).toEqual([409, 'Conflict']);
        expect(conflict.message).toMatch(/another/);
        expect(await kube.apply(configMap('contested', {a: 'ours'}), {force: true})).toMatchObject({data: {a: 'ours'}});
      });

      it('nothing that does not fit the kind', async () => {
        const misspelt = await refusal(kube.apply({...configMap('wrong'), dta: {a: '1'}}));
        expect([misspelt.status, misspelt.reason]).toEqual([422, 'Invalid']);
        expect(await kube.get(ref('wrong'))).toBeUndefined();
      });
    });

    it('creates once', async () => {
      const made = await kube.create(configMap('created', {a: '1'}));
      expect(made).toMatchObject({
        data: {a: '1'},
        metadata: {uid: expect.any(String), resourceVersion: expect.any(String)},
      });
      const again = await refusal(kube.create(configMap('created', {a: '2'})));
      expect([again.status, again.reason]).toEqual([409, 'AlreadyExists']);
    });

    it('creates nothing in a namespace that is not there', async () => {
      const nowhere = {...configMap('lost'), metadata: {name: 'lost', namespace: 'no-such-namespace'}};
      expect((await refusal(kube.create(nowhere))).status).toBe(404);
    });

    it('lists by labels and by name, naming what each object is', async () => {
      for (const [objectName, tier] of [
        ['l1', 'web'],
        ['l2', 'web'],
        ['l3', 'db'],
      ] as const) {
        await kube.create(configMap(objectName, {}, {tier, app: 'listed'}));
      }
      const names = async (selectors: {labelSelector?: string; fieldSelector?: string}) => {
        const found = await kube.list({apiVersion: 'v1', kind: 'ConfigMap', namespace, ...selectors});
        expect(new Set(found.map(object => `${object.apiVersion} ${object.kind}`))).toEqual(new Set(['v1 ConfigMap']));
        return found.map(object => object.metadata.name).sort();
      };
      expect(await names({labelSelector: 'app=listed'})).toEqual(['l1', 'l2', 'l3']);
      expect(await names({labelSelector: 'app=listed,tier!=web'})).toEqual(['l3']);
      expect(await names({labelSelector: 'app=listed,tier in (web)'})).toEqual(['l1', 'l2']);
      expect(await names({fieldSelector: 'metadata.name=l2'})).toEqual(['l2']);
    });

    it('merges a patch, in which null takes away', async () => {
      await kube.create(configMap('patched', {a: '1', b: '1'}));
      expect(await kube.patch(ref('patched'), {data: {a: '2', b: null}})).toMatchObject({data: {a: '2'}});
      expect((await kube.get(ref('patched')))?.data).toEqual({a: '2'});
      expect((await refusal(kube.patch(ref('missing'), {data: {}}))).status).toBe(404);
    });

    describe('deletes', () => {
      it('the object of a UID and no other of its name', async () => {
        const {metadata} = await kube.create(configMap('deleted'));
        expect(await kube.delete(ref('deleted'), {uid: '00000000-0000-0000-0000-000000000000'})).toBe(false);
        expect(await kube.get(ref('deleted'))).toBeDefined();
        expect(await kube.delete(ref('deleted'), {uid: metadata.uid})).toBe(true);
        expect(await kube.get(ref('deleted'))).toBeUndefined();
        expect(await kube.delete(ref('deleted'), {uid: metadata.uid})).toBe(false);
      });

      it('an object with a finalizer only once it is freed', async () => {
        const object = configMap('held');
        await kube.create({...object, metadata: {...object.metadata, finalizers: ['gate.example/held']}});
        expect(await kube.delete(ref('held'))).toBe(true);
        expect((await kube.get(ref('held')))?.metadata.deletionTimestamp).toEqual(expect.any(String));
        await kube.patch(ref('held'), {metadata: {finalizers: null}});
        expect(await kube.get(ref('held'))).toBeUndefined();
      });
    });

    describe('tells a watch', () => {
      const watching = async (labelSelector: string) => {
        const sink = recordingSink();
        const stop = new AbortController();
        const done = kube.watch({apiVersion: 'v1', kind: 'ConfigMap', namespace, labelSelector}, sink, stop.signal);
        await sink.until(({syncs}) => syncs.length === 1);
        const end = () => {
          stop.abort();
          return done;
        };
        return {sink, end};
      };
      const types = (events: {type: string; object: KubeObject}[]) =>
        events.map(({type, object}) => `${type} ${object.metadata.name}`);

      it('what there is, and then what changes, to the deletion', async () => {
        await kube.create(configMap('w1', {}, {app: 'watched'}));
        const {sink, end} = await watching('app=watched');
        expect(types(sink.events)).toEqual(['ADDED w1']);
        await kube.create(configMap('w2', {}, {app: 'watched'}));
        await kube.create(configMap('other', {}, {app: 'other'}));
        await kube.patch(ref('w2'), {data: {a: '1'}});
        await kube.delete(ref('w1'));
        await sink.until(({events}) => events.length === 4);
        expect(types(sink.events)).toEqual(['ADDED w1', 'ADDED w2', 'MODIFIED w2', 'DELETED w1']);
        expect(sink.events[2]?.object).toMatchObject({apiVersion: 'v1', kind: 'ConfigMap', data: {a: '1'}});
        for (const {at, notBefore} of sink.events) expect(notBefore).toBe(at);
        await end();
      });

      it('of objects that come to fit its selector, and cease to', async () => {
        await kube.create(configMap('joins'));
        const {sink, end} = await watching('app=joined');
        await kube.patch(ref('joins'), {metadata: {labels: {app: 'joined'}}});
        await kube.patch(ref('joins'), {metadata: {labels: {app: 'left'}}});
        await sink.until(({events}) => events.length === 2);
        expect(types(sink.events)).toEqual(['ADDED joins', 'DELETED joins']);
        await end();
      });

      it('of resourceVersions that grow', async () => {
        const {sink, end} = await watching('app=growing');
        for (const objectName of ['g1', 'g2', 'g3']) await kube.create(configMap(objectName, {}, {app: 'growing'}));
        await sink.until(({events}) => events.length === 3);
        const versions = sink.events.map(({object}) => Number(object.metadata.resourceVersion));
        expect(versions).toEqual(versions.toSorted((a, b) => a - b));
        expect(new Set(versions).size).toBe(3);
        await end();
      });
    });

    it('returns the refusals of raw requests as answers', async () => {
      const proxy = await kube.raw('GET', `/api/v1/namespaces/${namespace}/services/missing:80/proxy/`);
      expect(proxy.status).toBe(404);
      expect(JSON.parse(proxy.text)).toMatchObject({kind: 'Status', code: 404, reason: 'NotFound'});
      expect((await kube.raw('GET', `/api/v1/namespaces/${namespace}/pods/missing/log`)).status).toBe(404);
      expect((await kube.raw('GET', '/no/such/path')).status).toBe(404);
    });

    it('lets another client in with the same credentials', async () => {
      const {origin, basePath = '', headers, tls} = await kube.credentials();
      const agent = new Agent({connect: {...tls}});
      const answer = await agent.request({
        origin,
        path: `${basePath}/api/v1/namespaces/${namespace}`,
        method: 'GET',
        headers,
      });
      expect(answer.statusCode).toBe(200);
      expect(await answer.body.json()).toMatchObject({metadata: {name: namespace}});
      await agent.close();
    });
  });
}
