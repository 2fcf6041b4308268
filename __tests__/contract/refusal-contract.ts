import type {KubeObject} from '../../src/cluster/kube.js';
import {contractScene, eventually, type OpenKube, pathOf} from './api-answers.js';

/** What people get wrong, and what an API server says to it. */
export function refusalContract(name: string, open: OpenKube): void {
  describe(`refusals of the Kubernetes of ${name}`, () => {
    const scene = contractScene(open);
    const {configMap, ask} = scene;
    const path = (kind = 'ConfigMap', rest = '') => pathOf(kind, scene.namespace) + rest;
    const deployment = (spec: object): KubeObject => ({
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: {name: 'wrong'},
      spec,
    });
    const workload = (podSpec: object, more: object = {}) =>
      deployment({
        replicas: 0,
        selector: {matchLabels: {app: 'a'}},
        template: {metadata: {labels: {app: 'a'}}, spec: podSpec},
        ...more,
      });
    const web = {name: 'web', image: 'web:1'};

    it.each<[string, () => [string, unknown?], number, string, RegExp]>([
      [
        'a kind that is not there',
        () => ['/apis/apps/v1/namespaces/default/nopes', {}],
        404,
        'NotFound',
        /could not find/,
      ],
      [
        'a namespace that is not there',
        () => [pathOf('ConfigMap', 'nowhere'), nameless('a')],
        404,
        'NotFound',
        /^namespaces "nowhere" not found$/,
      ],
      [
        'another kind than the path’s',
        () => [path(), {...nameless('a'), kind: 'Secret'}],
        400,
        'BadRequest',
        /cannot be handled as a ConfigMap/,
      ],
      [
        'another namespace than the path’s',
        () => [path(), {...configMap('a'), metadata: {name: 'a', namespace: 'b'}}],
        400,
        'BadRequest',
        /does not match the namespace/,
      ],
      [
        'an unknown field',
        () => [path('ConfigMap', '?fieldValidation=Strict'), {...configMap('a'), dta: {}}],
        400,
        'BadRequest',
        /unknown field "dta"/,
      ],
      [
        'a value of another type',
        () => [path(), {...configMap('a'), data: {a: 1}}],
        400,
        'BadRequest',
        /cannot unmarshal number/,
      ],
      [
        'an object without a name',
        () => [path(), {apiVersion: 'v1', kind: 'ConfigMap', metadata: {}}],
        422,
        'Invalid',
        /metadata.name: Required value/,
      ],
      ['a name that is none', () => [path(), configMap('A_b')], 422, 'Invalid', /a lowercase RFC 1123 subdomain/],
      [
        'a label that is none',
        () => [path(), configMap('a', {}, {labels: {x: 'a b'}})],
        422,
        'Invalid',
        /metadata.labels: Invalid value: "a b"/,
      ],
      [
        'a creation in all namespaces',
        () => ['/api/v1/configmaps', configMap('a')],
        405,
        'MethodNotAllowed',
        /does not allow this method/,
      ],
      ['a subresource that is not there', () => [path('Service', '/a/nope'), {}], 404, 'NotFound', /could not find/],
    ])('creates nothing of %s', async (_, request, code, reason, message) => {
      const [where, body] = request();
      const refused = await ask('POST', where, body);
      expect(refused).toMatchObject({status: code, body: {kind: 'Status', status: 'Failure', code, reason}});
      expect(refused.body.message).toMatch(message);
    });

    it.each<[string, object, [string, string][]]>([
      [
        'without anything',
        deployment({}),
        [
          ['FieldValueRequired', 'spec.selector'],
          ['FieldValueInvalid', 'spec.template.metadata.labels'],
          ['FieldValueRequired', 'spec.template.spec.containers'],
        ],
      ],
      [
        'whose selector misses its own pods',
        workload({containers: [web]}, {selector: {matchLabels: {app: 'b'}}}),
        [['FieldValueInvalid', 'spec.template.metadata.labels']],
      ],
      [
        'without an image',
        workload({containers: [{name: 'web'}]}),
        [['FieldValueRequired', 'spec.template.spec.containers[0].image']],
      ],
      [
        'without a name',
        workload({containers: [{image: 'web:1'}]}),
        [['FieldValueRequired', 'spec.template.spec.containers[0].name']],
      ],
      [
        'with a container twice',
        workload({containers: [web, web]}),
        [['FieldValueDuplicate', 'spec.template.spec.containers[1].name']],
      ],
      [
        'with a volume that is not there',
        workload({containers: [{...web, volumeMounts: [{name: 'v', mountPath: '/v'}]}]}),
        [['FieldValueNotFound', 'spec.template.spec.containers[0].volumeMounts[0].name']],
      ],
      [
        'with a probe of nothing',
        workload({containers: [{...web, readinessProbe: {}}]}),
        [['FieldValueRequired', 'spec.template.spec.containers[0].readinessProbe']],
      ],
      [
        'with a policy that is none',
        workload({containers: [{...web, imagePullPolicy: 'Sometimes'}]}),
        [['FieldValueNotSupported', 'spec.template.spec.containers[0].imagePullPolicy']],
      ],
      [
        'that asks for more than its limit',
        workload({containers: [{...web, resources: {requests: {cpu: '2'}, limits: {cpu: '500m'}}}]}),
        [['FieldValueInvalid', 'spec.template.spec.containers[0].resources.requests']],
      ],
      [
        'of fewer than no replicas',
        workload({containers: [web]}, {replicas: -1}),
        [['FieldValueInvalid', 'spec.replicas']],
      ],
    ])('names the wrong fields of a Deployment %s', async (_, object, causes) => {
      const {status, body} = await ask('POST', path('Deployment'), object);
      expect([status, body.reason]).toEqual([422, 'Invalid']);
      const byField = (a: string[], b: string[]) => String(a[1]).localeCompare(String(b[1]));
      const found = body.details?.causes?.map(({reason, field}) => [reason, field]) ?? [];
      expect(found.sort(byField)).toEqual(causes.toSorted(byField));
    });

    it.each<[string, object, string]>([
      ['no ports', {}, 'spec.ports'],
      ['two ports without names', {ports: [{port: 80}, {port: 81}]}, 'spec.ports[0].name'],
      ['a type that is none', {ports: [{port: 80}], type: 'Foo'}, 'spec.type'],
    ])('names the wrong field of a Service with %s', async (_, spec, field) => {
      const {body} = await ask('POST', path('Service'), {
        apiVersion: 'v1',
        kind: 'Service',
        metadata: {name: 's'},
        spec,
      });
      expect(body.details?.causes?.map(cause => cause.field)).toContain(field);
    });

    it('keeps a selector as it is', async () => {
      const made = await ask('POST', path('Deployment'), workload({containers: [web]}));
      expect(made.status).toBe(201);
      const labels = {app: 'b'};
      const other = {spec: {selector: {matchLabels: labels}, template: {metadata: {labels}}}};
      const refused = await ask('PATCH', path('Deployment', '/wrong'), other, 'application/merge-patch+json');
      expect(refused.body.details?.causes).toEqual([
        {
          reason: 'FieldValueInvalid',
          message: 'Invalid value: {"matchLabels":{"app":"b"}}: field is immutable',
          field: 'spec.selector',
        },
      ]);
    });

    it('refuses changes of what has changed since, of another object, and of unknown kinds of patches', async () => {
      await scene.kube.create(configMap('stale', {a: '1'}));
      const at = path('ConfigMap', '/stale');
      const stale = configMap('stale', {a: '2'}, {resourceVersion: '1'});
      const merge = 'application/merge-patch+json';
      expect(await ask('PUT', at, stale)).toMatchObject({status: 409, body: {reason: 'Conflict'}});
      expect((await ask('PATCH', at, {metadata: {resourceVersion: '1'}}, merge)).status).toBe(409);
      expect((await ask('PATCH', at, {metadata: {uid: 'another'}}, merge)).status).toBe(422);
      expect((await ask('PATCH', `${at}?fieldValidation=Strict`, {dta: 1}, merge)).status).toBe(422);
      expect((await ask('PATCH', at, {}, 'application/whatever')).status).toBe(415);
      expect((await ask('PUT', at, configMap('stale', {a: '3'}))).body.data).toEqual({a: '3'});
    });

    it('refuses selectors that are none', async () => {
      const label = await ask('GET', path('ConfigMap', '?labelSelector=a%3D(b'));
      expect([label.status, label.body.reason]).toEqual([400, 'BadRequest']);
      const field = await ask('GET', path('ConfigMap', '?fieldSelector=spec.x%3D1'));
      expect(field.body.message).toBe(
        '"spec.x" is not a known field selector: only "metadata.name", "metadata.namespace"',
      );
    });

    it('has no way to Services without pods', async () => {
      const at = path('Service', '/lonely');
      const spec = {ports: [{port: 80}], selector: {app: 'nobody'}};
      await ask('POST', path('Service'), {apiVersion: 'v1', kind: 'Service', metadata: {name: 'lonely'}, spec});
      await eventually(async () => (await ask('GET', `${at}:80/proxy/`)).status !== 404);
      const [none, other] = [await ask('GET', `${at}:80/proxy/x`), await ask('GET', `${at}:81/proxy/`)];
      expect([none.status, none.body.message]).toEqual([503, 'no endpoints available for service "lonely"']);
      expect([other.status, other.body.message]).toEqual([503, 'no service port 81 found for service "lonely"']);
    });
  });
}

function nameless(name: string): KubeObject {
  return {apiVersion: 'v1', kind: 'ConfigMap', metadata: {name}};
}
