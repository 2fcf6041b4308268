import {setTimeout as sleep} from 'node:timers/promises';
import {readRecommendations} from '../../src/measure/vpa.js';
import {withWatch} from './a-burner.js';
import {runKubectl} from './kubectl.js';

const NAMESPACE = 'gate-e2e-vpa';

describe('a VerticalPodAutoscaler on a real cluster', () => {
  beforeAll(() => {
    const items = [{apiVersion: 'v1', kind: 'Namespace', metadata: {name: NAMESPACE}}, DEPLOYMENT, AUTOSCALER];
    runKubectl(['apply', '-f', '-'], JSON.stringify({apiVersion: 'v1', kind: 'List', items}));
  });
  afterAll(() => void runKubectl(['delete', 'namespace', NAMESPACE, '--timeout=120s']));

  it('is read for what it recommends', () =>
    withWatch(NAMESPACE, async ({kube, signal}) => {
      let found = await readRecommendations(kube, NAMESPACE, signal);
      for (const end = Date.now() + 240_000; found.length === 0 && Date.now() < end; await sleep(2_000))
        found = await readRecommendations(kube, NAMESPACE, signal);
      process.stdout.write(`${JSON.stringify(found)}\n`);
      expect(found).toEqual([
        {
          workload: 'Deployment/idler',
          container: 'idler',
          target: {cpu: expect.any(Number), memory: expect.any(Number)},
        },
      ]);
      expect(found[0]!.target.cpu).toBeGreaterThan(0.001);
      expect(found[0]!.target.memory).toBeGreaterThan(2 ** 20);
    }));
});

const labels = {app: 'idler'};
const CONTAINER = {
  name: 'idler',
  image: 'cacop-victim:ci',
  imagePullPolicy: 'Never',
  command: ['node', '-e', 'setInterval(() => {}, 1000);'],
  resources: {requests: {cpu: '50m', memory: '32Mi'}},
};
const DEPLOYMENT = {
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: {name: 'idler', namespace: NAMESPACE},
  spec: {
    selector: {matchLabels: labels},
    template: {metadata: {labels}, spec: {terminationGracePeriodSeconds: 0, containers: [CONTAINER]}},
  },
};
const AUTOSCALER = {
  apiVersion: 'autoscaling.k8s.io/v1',
  kind: 'VerticalPodAutoscaler',
  metadata: {name: 'idler', namespace: NAMESPACE},
  spec: {targetRef: {apiVersion: 'apps/v1', kind: 'Deployment', name: 'idler'}, updatePolicy: {updateMode: 'Off'}},
};
