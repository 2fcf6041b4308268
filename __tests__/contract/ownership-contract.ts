import type {KubeObject} from '../../src/cluster/kube.js';
import {type Answer, contractScene, type OpenKube, pathOf} from './api-answers.js';

/** Who owns which field, and what becomes of fields that nobody wants any more: server-side apply. */
export function ownershipContract(name: string, open: OpenKube): void {
  describe(`server-side apply in the Kubernetes of ${name}`, () => {
    const scene = contractScene(open);
    const {configMap, applyAs} = scene;
    const owners = (object: KubeObject) =>
      (object.metadata as {managedFields?: Record<string, unknown>[]}).managedFields?.map(
        ({time, apiVersion, fieldsType, ...rest}) => rest,
      );
    const deployment = (objectName: string, container: object, more: object[] = []): KubeObject => ({
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: {name: objectName, namespace: scene.namespace},
      spec: {
        replicas: 0,
        selector: {matchLabels: {app: objectName}},
        template: {
          metadata: {labels: {app: objectName}},
          spec: {containers: [{name: 'web', image: 'web:1', ...container}, ...more]},
        },
      },
    });
    const containersOf = (object: Answer) =>
      (object.spec as {template: {spec: {containers: Record<string, unknown>[]}}}).template.spec.containers;

    it('notes the fields that each writer named', async () => {
      const made = await applyAs('one', configMap('noted', {a: '1'}, {labels: {x: 'y'}}));
      expect(made.status).toBe(201);
      const after = await applyAs('two', configMap('noted', {b: '1'}));
      expect(owners(after.body)).toEqual([
        {
          manager: 'one',
          operation: 'Apply',
          fieldsV1: {'f:data': {'f:a': {}}, 'f:metadata': {'f:labels': {'f:x': {}}}},
        },
        {manager: 'two', operation: 'Apply', fieldsV1: {'f:data': {'f:b': {}}}},
      ]);
    });

    it('names each field in conflict, and its owner', async () => {
      await applyAs('one', configMap('contested', {a: '1', b: '1'}, {labels: {x: 'y'}}));
      const refused = await applyAs('two', configMap('contested', {a: '2', b: '1'}, {labels: {x: 'z'}}));
      expect(refused).toMatchObject({
        status: 409,
        body: {
          reason: 'Conflict',
          message: 'Apply failed with 2 conflicts: conflicts with "one":\n- .data.a\n- .metadata.labels.x',
          details: {
            causes: [
              {reason: 'FieldManagerConflict', message: 'conflict with "one"', field: '.data.a'},
              {reason: 'FieldManagerConflict', message: 'conflict with "one"', field: '.metadata.labels.x'},
            ],
          },
        },
      });
    });

    it('takes over by force, and the former owner has it no more', async () => {
      await applyAs('one', configMap('taken', {a: '1', b: '1'}));
      const taken = await applyAs('two', configMap('taken', {a: '2'}), '&force=true');
      expect(taken.body.data).toEqual({a: '2', b: '1'});
      expect(owners(taken.body)).toEqual([
        {manager: 'one', operation: 'Apply', fieldsV1: {'f:data': {'f:b': {}}}},
        {manager: 'two', operation: 'Apply', fieldsV1: {'f:data': {'f:a': {}}}},
      ]);
    });

    it('removes what its owner no longer names, unless another owns it too', async () => {
      await applyAs('one', configMap('shared', {mine: '1', ours: '1'}));
      await applyAs('two', configMap('shared', {ours: '1'}));
      expect((await applyAs('one', configMap('shared'))).body.data).toEqual({ours: '1'});
      expect((await applyAs('two', configMap('shared'))).body.data).toBeUndefined();
    });

    it('leaves alone what it never owned', async () => {
      await scene.kube.create(configMap('left', {theirs: '1'}));
      await applyAs('one', configMap('left', {mine: '1'}));
      expect((await applyAs('one', configMap('left'))).body.data).toEqual({theirs: '1'});
    });

    it('counts other writes as owners, which are told apart from applying', async () => {
      await applyAs('one', configMap('patched', {a: '1'}));
      const path = `${pathOf('ConfigMap', scene.namespace)}/patched?fieldManager=one`;
      await scene.ask('PATCH', path, {data: {a: '2'}}, 'application/merge-patch+json');
      const refused = await applyAs('one', configMap('patched', {a: '3'}));
      expect(refused.body.message).toBe('Apply failed with 1 conflict: conflict with "one" using v1: .data.a');
      expect((await applyAs('one', configMap('patched', {a: '2'}))).status).toBe(200);
    });

    it('merges lists by their keys', async () => {
      await applyAs('one', deployment('lists', {env: [{name: 'A', value: '1'}], ports: [{containerPort: 80}]}));
      const mine = {env: [{name: 'B', value: '2'}], ports: [{containerPort: 81}]};
      const merged = await applyAs('two', deployment('lists', mine, [{name: 'side', image: 'side:1'}]));
      const [web, side] = containersOf(merged.body);
      expect(web).toMatchObject({
        image: 'web:1',
        env: [
          {name: 'A', value: '1'},
          {name: 'B', value: '2'},
        ],
        ports: [
          {containerPort: 80, protocol: 'TCP'},
          {containerPort: 81, protocol: 'TCP'},
        ],
      });
      expect(side).toMatchObject({name: 'side', image: 'side:1'});
      const without = await applyAs('two', deployment('lists', {}));
      expect(containersOf(without.body).map(container => container.name)).toEqual(['web']);
      expect(containersOf(without.body)[0]?.env).toEqual([{name: 'A', value: '1'}]);
    });

    it('removes a probe with the defaults that came with it', async () => {
      const probe = {readinessProbe: {httpGet: {path: '/ready', port: 80}}};
      const made = await applyAs('one', deployment('probed', probe));
      expect(containersOf(made.body)[0]?.readinessProbe).toMatchObject({periodSeconds: 10, httpGet: {scheme: 'HTTP'}});
      const without = await applyAs('one', deployment('probed', {}));
      expect(containersOf(without.body)[0]).not.toHaveProperty('readinessProbe');
      const other = await applyAs('one', deployment('probed', {readinessProbe: {tcpSocket: {port: 80}}}));
      expect(other.status).toBe(200);
    });

    it('changes nothing when applied again', async () => {
      const object = deployment('again', {env: [{name: 'A', value: '1'}], ports: [{containerPort: 80, name: 'http'}]});
      const first = await applyAs('one', object);
      const second = await applyAs('one', object);
      expect(second.body.metadata.generation).toBe(first.body.metadata.generation);
      expect(owners(second.body)?.find(({manager}) => manager === 'one')).toEqual(owners(first.body)?.[0]);
    });

    it('changes nothing in a dry run, and is checked all the same', async () => {
      const dry = await applyAs('one', configMap('dry', {a: '1'}), '&dryRun=All');
      expect([dry.status, dry.body.metadata.resourceVersion]).toEqual([201, undefined]);
      expect(await scene.kube.get(scene.ref('ConfigMap', 'dry'))).toBeUndefined();
      const wrong = await applyAs('one', deployment('dry', {image: ''}), '&dryRun=All');
      expect(wrong.status).toBe(422);
    });

    it.each([
      ['a field that is not there', {dta: {}}, '.dta: field not declared in schema'],
      ['a value of another type', {immutable: 'yes'}, '.immutable: expected boolean'],
    ])('refuses %s', async (_, wrong, words) => {
      const refused = await applyAs('one', {...configMap('misfit'), ...wrong});
      expect(refused.status).toBe(500);
      expect(refused.body.message).toContain('failed to create typed patch object');
      expect(refused.body.message).toContain(words);
    });

    it.each([
      ['two items of one key', [{name: 'web', image: 'b'}], 'duplicate entries for key [name="web"]'],
      ['an item without its key', [{image: 'b'}], 'spec.template.spec.containers[1].name: Required value'],
    ])('refuses %s', async (_, more, words) => {
      const refused = await applyAs('one', deployment('keys', {}, more));
      expect(refused.body.message).toContain(words);
    });

    it('needs a manager, and the name and the kind that the path has', async () => {
      const path = `${pathOf('ConfigMap', scene.namespace)}/named`;
      const type = 'application/apply-patch+yaml';
      expect((await scene.ask('PATCH', path, configMap('named'), type)).status).toBe(422);
      expect((await scene.ask('PATCH', `${path}?fieldManager=one`, configMap('other'), type)).status).toBe(400);
      const {apiVersion, ...nameless} = configMap('named');
      expect((await scene.ask('PATCH', `${path}?fieldManager=one`, nameless, type)).status).toBe(400);
    });
  });
}
