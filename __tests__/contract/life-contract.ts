import type {KubeObject} from '../../src/cluster/kube.js';
import {type Answer, contractScene, eventually, type OpenKube, pathOf, refusalOf} from './api-answers.js';

/** How objects come, change and go, alone and with what belongs to them. */
export function lifeContract(name: string, open: OpenKube): void {
  describe(`the life of objects in the Kubernetes of ${name}`, () => {
    const scene = contractScene(open);
    const {configMap, ask} = scene;
    const path = (kind = 'ConfigMap', rest = '') => pathOf(kind, scene.namespace) + rest;
    const find = (objectName: string) => scene.kube.get(scene.ref('ConfigMap', objectName));
    const isGone = async (objectName: string) => (await find(objectName)) === undefined;
    const ownedBy = (owner: KubeObject, objectName: string, finalizers: string[] = []) => {
      const {apiVersion, kind, metadata} = owner;
      const reference = {apiVersion, kind, name: metadata.name, uid: metadata.uid ?? '', blockOwnerDeletion: true};
      return scene.kube.create(configMap(objectName, {}, {ownerReferences: [reference], finalizers}));
    };
    const remove = (objectName: string, options: object) =>
      ask('DELETE', path('ConfigMap', `/${objectName}`), {apiVersion: 'v1', kind: 'DeleteOptions', ...options});
    const free = (objectName: string) =>
      scene.kube.patch(scene.ref('ConfigMap', objectName), {metadata: {finalizers: null}});

    it('tells apart what is meant and what is reported', async () => {
      const spec = {
        replicas: 0,
        selector: {matchLabels: {app: 'a'}},
        template: {metadata: {labels: {app: 'a'}}, spec: {containers: [{name: 'web', image: 'web'}]}},
      };
      const draft = {
        apiVersion: 'apps/v1',
        kind: 'Deployment',
        metadata: {name: 'two-sided'},
        spec,
        status: {replicas: 9},
      };
      const made = await ask('POST', path('Deployment'), draft);
      expect(made.body).toMatchObject({metadata: {generation: 1}, spec: {progressDeadlineSeconds: 600}});
      expect(made.body.status).toEqual({});
      const merge = 'application/merge-patch+json';
      const change = {spec: {paused: true}, status: {collisionCount: 3}};
      const meant = await ask('PATCH', path('Deployment', '/two-sided'), change, merge);
      expect(meant.body).toMatchObject({metadata: {generation: 2}, spec: {paused: true}});
      expect(meant.body.status).not.toHaveProperty('collisionCount');
      const unmeant = {spec: {paused: false}, status: {collisionCount: 3}};
      const reported = await ask('PATCH', path('Deployment', '/two-sided/status'), unmeant, merge);
      expect(reported.body).toMatchObject({
        metadata: {generation: 2},
        spec: {paused: true},
        status: {collisionCount: 3},
      });
    });

    it('fills in what was not said', async () => {
      const metadata = {name: 'filled'};
      const service = await ask('POST', path('Service'), {
        apiVersion: 'v1',
        kind: 'Service',
        metadata,
        spec: {ports: [{port: 80}]},
      });
      expect(service.body.spec).toMatchObject({
        type: 'ClusterIP',
        ports: [{port: 80, protocol: 'TCP', targetPort: 80}],
      });
      const at = `/api/v1/namespaces/${scene.namespace}/secrets`;
      const secret = await ask('POST', at, {apiVersion: 'v1', kind: 'Secret', metadata, stringData: {a: 'b'}});
      expect(secret.body).toMatchObject({type: 'Opaque', data: {a: 'Yg=='}});
      expect(secret.body).not.toHaveProperty('stringData');
      const named = await ask('POST', path(), {apiVersion: 'v1', kind: 'ConfigMap', metadata: {generateName: 'made-'}});
      expect(named.body.metadata.name).toMatch(/^made-[a-z0-9]{5}$/);
    });

    it('deletes one object with a Status, and none in a dry run or of another UID', async () => {
      const {metadata} = await scene.kube.create(configMap('status'));
      const other = await remove('status', {preconditions: {uid: 'another'}});
      expect([other.status, other.body.message]).toEqual([
        409,
        expect.stringContaining('the UID in the precondition (another)'),
      ]);
      expect((await remove('status', {dryRun: ['All']})).status).toBe(200);
      expect((await ask('DELETE', path('ConfigMap', '/status?dryRun=All'))).status).toBe(200);
      const done = await remove('status', {preconditions: {uid: metadata.uid}});
      expect(done.body).toMatchObject({
        kind: 'Status',
        status: 'Success',
        details: {name: 'status', uid: metadata.uid},
      });
    });

    it('deletes what a selector of a collection fits', async () => {
      for (const [objectName, app] of [
        ['c1', 'swept'],
        ['c2', 'swept'],
        ['c3', 'kept'],
      ] as const)
        await scene.kube.create(configMap(objectName, {}, {labels: {app}}));
      await ask('DELETE', path('ConfigMap', '?labelSelector=app%3Dswept'));
      expect([await isGone('c1'), await isGone('c2'), await isGone('c3')]).toEqual([true, true, false]);
    });

    it('deletes in the background what an object owned', async () => {
      const owner = await scene.kube.create(configMap('owner'));
      await ownedBy(owner, 'owned');
      await remove('owner', {propagationPolicy: 'Background'});
      await eventually(() => isGone('owned'));
    });

    it('keeps an owner until what it owned is gone, when deleted in the foreground', async () => {
      const owner = await scene.kube.create(configMap('waiting'));
      await ownedBy(owner, 'slow', ['gate.example/held']);
      const marked = await remove('waiting', {propagationPolicy: 'Foreground'});
      expect(marked.body.metadata).toMatchObject({finalizers: ['foregroundDeletion'], deletionGracePeriodSeconds: 0});
      await eventually(async () => (await find('slow'))?.metadata.deletionTimestamp !== undefined);
      expect(await isGone('waiting')).toBe(false);
      await free('slow');
      await eventually(() => isGone('waiting'));
    });

    it('lets go of what an object owned, when told to', async () => {
      const owner = await scene.kube.create(configMap('parent'));
      await ownedBy(owner, 'orphan');
      await remove('parent', {propagationPolicy: 'Orphan'});
      await eventually(() => isGone('parent'));
      expect((await find('orphan'))?.metadata.ownerReferences).toBeUndefined();
    });

    it('takes no new finalizers for what is being deleted', async () => {
      await scene.kube.create(configMap('leaving', {}, {finalizers: ['gate.example/held']}));
      await remove('leaving', {});
      const more = {metadata: {finalizers: ['gate.example/held', 'gate.example/more']}};
      expect((await refusalOf(scene.kube.patch(scene.ref('ConfigMap', 'leaving'), more))).status).toBe(422);
      await free('leaving');
      expect(await isGone('leaving')).toBe(true);
    });

    it('empties a namespace before it goes, takes nothing new into it, and says what is in the way', async () => {
      const lost = `${scene.namespace}-lost`;
      const namespace = {apiVersion: 'v1', kind: 'Namespace', name: lost};
      const made = await scene.kube.create({apiVersion: 'v1', kind: 'Namespace', metadata: {name: lost}});
      expect(made).toMatchObject({
        status: {phase: 'Active'},
        metadata: {labels: {'kubernetes.io/metadata.name': lost}},
      });
      await eventually(async () => {
        const accounts = await scene.kube.list({apiVersion: 'v1', kind: 'ServiceAccount', namespace: lost});
        return accounts.some(({metadata}) => metadata.name === 'default');
      });
      const held = {...configMap('held'), metadata: {name: 'held', namespace: lost, finalizers: ['gate.example/held']}};
      await scene.kube.create(held);
      const marked = await ask('DELETE', `/api/v1/namespaces/${lost}`);
      expect(marked.body).toMatchObject({kind: 'Namespace', status: {phase: 'Terminating'}});
      const late = {...configMap('late'), metadata: {name: 'late', namespace: lost}};
      const refused = await refusalOf(scene.kube.create(late));
      expect([refused.status, refused.message]).toEqual([
        403,
        expect.stringContaining('because it is being terminated'),
      ]);
      await eventually(async () => {
        const {status} =
          (await scene.kube.get<Answer & {status: {conditions?: {type: string; status: string}[]}}>(namespace)) ?? {};
        return (
          status?.conditions?.some(one => one.type === 'NamespaceFinalizersRemaining' && one.status === 'True') ?? false
        );
      });
      expect(await scene.kube.delete(namespace)).toBe(true);
      await scene.kube.patch(
        {apiVersion: 'v1', kind: 'ConfigMap', name: 'held', namespace: lost},
        {metadata: {finalizers: null}},
      );
      await eventually(async () => (await scene.kube.get(namespace)) === undefined);
    });
  });
}
