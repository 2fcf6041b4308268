import {readRecommendations} from '../../../src/measure/vpa.js';
import {fakeKube} from '../../fakes/fake-kube.js';

const {signal} = new AbortController();

function withCrd() {
  const kube = fakeKube();
  kube.put({
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    metadata: {name: 'verticalpodautoscalers.autoscaling.k8s.io'},
    spec: {
      group: 'autoscaling.k8s.io',
      scope: 'Namespaced',
      names: {kind: 'VerticalPodAutoscaler', plural: 'verticalpodautoscalers'},
      versions: [{name: 'v1'}],
    },
    status: {conditions: [{type: 'Established', status: 'True'}]},
  });
  return kube;
}

function vpa(status: object) {
  return {
    apiVersion: 'autoscaling.k8s.io/v1',
    kind: 'VerticalPodAutoscaler',
    metadata: {name: 'checkout', namespace: 'shop'},
    spec: {targetRef: {apiVersion: 'apps/v1', kind: 'Deployment', name: 'checkout'}, updatePolicy: {updateMode: 'Off'}},
    status,
  };
}

describe('readRecommendations', () => {
  it('reads what each container should ask for', async () => {
    const kube = withCrd();
    const target = {cpu: '126m', memory: '262144k'};
    kube.put(vpa({recommendation: {containerRecommendations: [{containerName: 'app', target}]}}));
    expect(await readRecommendations(kube, 'shop', signal)).toEqual([
      {workload: 'Deployment/checkout', container: 'app', target: {cpu: 0.126, memory: 262_144_000}},
    ]);
    expect(kube.calls.filter(call => !/^(get|list) /.test(call))).toEqual([]);
  });

  it('has none where there is no VPA, no recommendation yet, or no right to read it', async () => {
    expect(await readRecommendations(fakeKube(), 'shop', signal)).toEqual([]);
    const kube = withCrd();
    kube.put(vpa({}));
    expect(await readRecommendations(kube, 'shop', signal)).toEqual([]);
    kube.refuse('list', 'VerticalPodAutoscaler', new Error('forbidden'));
    expect(await readRecommendations(kube, 'shop', signal)).toEqual([]);
  });
});
