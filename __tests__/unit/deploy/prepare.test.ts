import type {KubeObject} from '../../../src/cluster/kube.js';
import type {Manifest} from '../../../src/deploy/manifest.js';
import {prepare} from '../../../src/deploy/prepare.js';
import {readScopes} from '../../../src/deploy/scopes.js';
import {aCrd} from '../../builders/a-crd.js';
import {aWorkload} from '../../builders/a-workload.js';
import {fakeKube} from '../../fakes/fake-kube.js';

const signal = new AbortController().signal;
const manifest = (object: KubeObject, document = 1): Manifest => ({
  object,
  origin: `k8s/app.yaml document ${document}`,
});
const some = (kind: string, name = 'x', more: object = {}, apiVersion = 'v1'): KubeObject => ({
  apiVersion,
  kind,
  metadata: {name},
  ...more,
});
const RBAC = 'rbac.authorization.k8s.io/v1';

async function prepared(objects: KubeObject[], {allowClusterScoped = false} = {}) {
  const manifests = objects.map((object, index) => manifest(object, index + 1));
  const scopes = await readScopes(manifests, fakeKube(), signal);
  return prepare(manifests, {namespace: 'gate-shop-1', runId: 'run-1', allowClusterScoped, scopes});
}

describe('prepare', () => {
  it('puts namespaced objects into the namespace and labels the objects alone', async () => {
    const {manifests, notices} = await prepared([aWorkload().build()]);
    expect(manifests[0]?.object).toEqual({
      ...aWorkload().build(),
      metadata: {
        name: 'checkout',
        namespace: 'gate-shop-1',
        labels: {'app.kubernetes.io/managed-by': 'chaos-cost-gate', 'chaos-cost-gate/run': 'run-1'},
      },
    });
    expect(manifests[0]?.ref).toEqual({
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      name: 'checkout',
      namespace: 'gate-shop-1',
    });
    expect(notices).toEqual([]);
  });

  it('keeps other labels, and leaves out what only a server writes', async () => {
    const metadata = {name: 'x', labels: {team: 'a'}, uid: 'u', resourceVersion: '7', generation: 3, managedFields: []};
    const {manifests} = await prepared([some('ConfigMap', 'x', {metadata})]);
    expect(manifests[0]?.object.metadata).toEqual({
      name: 'x',
      namespace: 'gate-shop-1',
      labels: expect.objectContaining({team: 'a', 'chaos-cost-gate/run': 'run-1'}),
    });
  });

  it('says which namespaces were rewritten or left out', async () => {
    const {manifests, notices} = await prepared([
      some('Namespace', 'shop'),
      some('ConfigMap', 'a', {metadata: {name: 'a', namespace: 'shop'}}),
      some('Secret', 'b', {metadata: {name: 'b', namespace: 'shop'}}),
      some('Secret', 'c', {metadata: {name: 'c', namespace: 'gate-shop-1'}}),
    ]);
    expect(manifests.map(({ref}) => ref.namespace)).toEqual(['gate-shop-1', 'gate-shop-1', 'gate-shop-1']);
    expect(notices).toEqual([
      'k8s/app.yaml document 1 Namespace/shop is left out: the run uses the namespace gate-shop-1.',
      'What the manifests put into the namespace shop is deployed to gate-shop-1 instead: ConfigMap/a, Secret/b.',
    ]);
  });

  it('refuses cluster-scoped objects by name unless they are allowed', async () => {
    const objects = [some('ClusterRole', 'reader', {}, RBAC), aCrd('Widget'), some('ConfigMap')];
    await expect(prepared(objects)).rejects.toMatchObject({
      blame: 'usage',
      message:
        'the manifests hold objects that belong to the whole cluster: k8s/app.yaml document 1 ClusterRole/reader, k8s/app.yaml document 2 CustomResourceDefinition/widgets.shop.example',
    });
    const {manifests} = await prepared(objects, {allowClusterScoped: true});
    expect(manifests.map(({ref}) => [ref.kind, ref.namespace])).toEqual([
      ['CustomResourceDefinition', undefined],
      ['ClusterRole', undefined],
      ['ConfigMap', 'gate-shop-1'],
    ]);
  });

  it('takes the scope of a custom kind from a CRD among the manifests', async () => {
    const objects = [some('Widget', 'w', {}, 'shop.example/v1'), aCrd('Widget')];
    const {manifests} = await prepared(objects, {allowClusterScoped: true});
    expect(manifests.map(({ref}) => [ref.kind, ref.namespace])).toEqual([
      ['CustomResourceDefinition', undefined],
      ['Widget', 'gate-shop-1'],
    ]);
  });

  it('blames the environment for a kind that nobody knows', async () => {
    await expect(prepared([some('Widget', 'w', {}, 'shop.example/v1')])).rejects.toMatchObject({
      blame: 'environment',
      message: 'k8s/app.yaml document 1 Widget/w: the cluster knows no Widget of shop.example/v1',
    });
  });

  it('refuses two objects that would be one in the run’s namespace', async () => {
    const twice = prepared([some('Secret', 'a', {metadata: {name: 'a', namespace: 'x'}}), some('Secret', 'a')]);
    await expect(twice).rejects.toMatchObject({
      blame: 'usage',
      message: 'k8s/app.yaml document 2 Secret/a is there twice: also in k8s/app.yaml document 1',
    });
  });

  it('lets bindings follow the service accounts that moved, and no others', async () => {
    const subjects = [
      {kind: 'ServiceAccount', name: 'own', namespace: 'shop'},
      {kind: 'ServiceAccount', name: 'prometheus', namespace: 'monitoring'},
      {kind: 'User', name: 'own'},
    ];
    const {manifests} = await prepared([some('RoleBinding', 'rb', {subjects}, RBAC), some('ServiceAccount', 'own')]);
    const binding = manifests.find(({ref}) => ref.kind === 'RoleBinding');
    expect(binding?.object.subjects).toEqual([{...subjects[0], namespace: 'gate-shop-1'}, subjects[1], subjects[2]]);
  });

  it('orders by dependency and keeps the order within', async () => {
    const {manifests} = await prepared([
      some('HorizontalPodAutoscaler', 'x', {}, 'autoscaling/v2'),
      aWorkload('Deployment', 'b').build(),
      aWorkload('StatefulSet', 'a').build(),
      some('Service'),
      some('Secret'),
      some('ConfigMap'),
      some('Role', 'x', {}, RBAC),
      some('ServiceAccount'),
    ]);
    expect(manifests.map(({ref}) => ref.kind)).toEqual([
      'Role',
      'ServiceAccount',
      'Secret',
      'ConfigMap',
      'Service',
      'Deployment',
      'StatefulSet',
      'HorizontalPodAutoscaler',
    ]);
  });
});
