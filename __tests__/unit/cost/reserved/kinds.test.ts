import {diffReserved} from '../../../../src/cost/reserved/diff.js';
import {A_POD, anAutoscaler, aWorkload, type SomeManifest} from '../../../builders/some-manifests.js';

const PRICES = {cpu: 0.04, memory: 0.01, currency: '$', source: 'the test', date: undefined};
const diff = (head: SomeManifest[]) => diffReserved({base: undefined, head}, {prices: PRICES, nodes: 3});

describe('a kind of another API group', () => {
  it('is listed where it has a pod template, since its pods can’t be known', () => {
    const rollout = aWorkload('web', {}, {apiVersion: 'argoproj.io/v1alpha1', kind: 'Rollout'});
    expect(diff([rollout]).unknown).toEqual([
      'Rollout.argoproj.io/web, the kind Rollout: how many pods such an object makes isn’t known',
    ]);
  });

  it.each([
    ['tasks', {tasks: [{replicas: 3, template: {spec: A_POD}}]}],
    ['jobTemplate', {jobTemplate: {spec: {template: {spec: A_POD}}}}],
    ['podTemplate', {podTemplate: {spec: A_POD}}],
  ])('is listed by a pod template in its %s, too', (_, spec) => {
    const job = {apiVersion: 'batch.volcano.sh/v1alpha1', kind: 'Job', metadata: {name: 'train'}, spec};
    expect(diff([job]).unknown).toEqual([
      'Job.batch.volcano.sh/train, the kind Job: how many pods such an object makes isn’t known',
    ]);
  });

  it('is listed by a pod template whose container has its name from the kind', () => {
    const service = {apiVersion: 'serving.knative.dev/v1', kind: 'Service', metadata: {name: 'web'}};
    const containers = [{image: 'ghcr.io/knative/helloworld-go:latest'}];
    expect(diff([{...service, spec: {template: {spec: {containers}}}}]).unknown).toHaveLength(1);
  });

  it.each([
    ['is empty', []],
    ['has a pattern for names', [{'(name)': '*', securityContext: {runAsNonRoot: true}}]],
    ['has a name that is none', [{name: '*', image: '!*:latest'}]],
    ['has a variable as a name', [{name: '{{ element.name }}', image: 'registry.example.com/app'}]],
    ['has a pattern for images', [{image: '*:*'}]],
    ['has a container and a pattern', [{name: 'proxy', image: 'envoy'}, {'(name)': '*'}]],
  ])('is left out where its template is none of pods, since it %s', (_, containers) => {
    const policy = {apiVersion: 'kyverno.io/v1', kind: 'ClusterPolicy', metadata: {name: 'non-root'}};
    const patchStrategicMerge = {spec: {template: {spec: {containers}}}};
    expect(diff([{...policy, spec: {rules: [{mutate: {patchStrategicMerge}}]}}]).rows).toEqual([]);
  });

  it.each([
    ['serving.knative.dev/v1', 'Service'],
    ['batch.volcano.sh/v1alpha1', 'Job'],
    ['apps.kruise.io/v1beta1', 'StatefulSet'],
    ['apps.kruise.io/v1alpha1', 'DaemonSet'],
  ])('is not taken for Kubernetes’ own of its name: %s %s', (apiVersion, kind) => {
    const ofKubernetes = {apiVersion: 'v1', kind: 'Service', metadata: {name: 'web'}, spec: {type: 'LoadBalancer'}};
    const {rows, unknown} = diff([aWorkload('web', {}, {apiVersion, kind}), ofKubernetes]);
    expect(rows.map(({workload}) => workload)).toEqual([`${kind}.${apiVersion.split('/')[0]}/web`, 'Service/web']);
    expect(unknown).toEqual([expect.stringContaining('how many pods such an object makes isn’t known')]);
  });

  it('takes no HPA from Kubernetes’ own of its name', () => {
    const {spec, ...autoscaler} = anAutoscaler('web', 9, 9);
    const scaleTargetRef = {apiVersion: 'example.com/v1', kind: 'Deployment', name: 'web'};
    const other = {...autoscaler, spec: {...(spec as object), scaleTargetRef}};
    expect(diff([aWorkload('web'), other]).after).toEqual({cents: 2190, mostCents: 2190});
  });
});

const scaled = (scaleTargetRef: object) => {
  const {spec, ...autoscaler} = anAutoscaler('web', 4, 9);
  return {...autoscaler, spec: {...(spec as object), scaleTargetRef: {name: 'web', ...scaleTargetRef}}};
};

it.each([
  ['v1', 'ReplicationController'],
  ['apps/v1', 'Deployment'],
  ['apps/v1', 'StatefulSet'],
])('an HPA that names no group scales the one of Kubernetes: %s %s', (apiVersion, kind) => {
  const {rows} = diff([aWorkload('web', {}, {apiVersion, kind}), scaled({kind})]);
  expect(rows).toMatchObject([{after: {amount: '4 to 9 pods by an HPA, 4 counted'}}]);
});

describe('a kind of the old group', () => {
  const old = {apiVersion: 'extensions/v1beta1'};

  it.each(['Deployment', 'DaemonSet', 'ReplicaSet'])('is the %s of today', kind => {
    const today = diff([aWorkload('web', {}, {kind})]);
    expect(today.after.cents).toBeGreaterThan(0);
    expect(diff([aWorkload('web', {}, {...old, kind})])).toEqual(today);
  });

  it('is scaled by an HPA that names its group, old or new', () => {
    const web = aWorkload('web', {}, old);
    for (const apiVersion of ['extensions/v1beta1', 'apps/v1'])
      expect(diff([web, scaled({apiVersion, kind: 'Deployment'})]).rows).toMatchObject([
        {after: {amount: '4 to 9 pods by an HPA, 4 counted'}},
      ]);
    const ofToday = diff([aWorkload('web'), scaled({...old, kind: 'Deployment'})]);
    expect(ofToday.rows).toMatchObject([{after: {amount: '1 pod'}}]);
  });
});
