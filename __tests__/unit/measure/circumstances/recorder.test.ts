import type {PodNews} from '../../../../src/measure/circumstances/circumstances.js';
import {podFacts} from '../../../../src/measure/circumstances/pod-facts.js';
import {startCircumstances} from '../../../../src/measure/circumstances/recorder.js';
import type {ThrottleSource} from '../../../../src/measure/circumstances/throttle-sources.js';
import type {ThrottleRow} from '../../../../src/measure/circumstances/throttling.js';
import {aPod} from '../../../builders/a-pod.js';
import {fakeClock} from '../../../fakes/fake-clock.js';
import {type FakeKube, fakeKube} from '../../../fakes/fake-kube.js';

const UID = '44c5be32-6c56-4c89-a368-ab194715a2a5';

interface Scene {
  uid?: string;
  news?: PodNews[];
  throttling?: ThrottleSource[];
}

function gather(kube: FakeKube, {uid = 'uid-a', news = [], throttling = []}: Scene = {}) {
  const clock = fakeClock();
  const stop = new AbortController();
  const pod = aPod('a', uid).build();
  pod.spec!.containers[0]!.resources = {requests: {cpu: '2'}};
  const seen = {workload: 'Deployment/shop', labels: {app: 'shop'}, facts: podFacts(pod), pod};
  const recorder = {pods: () => [seen], news: () => news, nodes: () => [{name: 'n', address: undefined}]};
  const gathering = startCircumstances({kube, namespace: 'test', clock, signal: stop.signal, recorder, throttling});
  return {gathering, clock, stop: () => stop.abort(new Error('over'))};
}

const refused = (message: string): PodNews => ({
  podUid: 'uid-a',
  pod: 'a',
  reason: 'FailedScheduling',
  message,
  at: 1,
  notBefore: 1,
});

describe('startCircumstances', () => {
  it('tells which workloads have a budget', async () => {
    const kube = fakeKube();
    kube.put({
      apiVersion: 'policy/v1',
      kind: 'PodDisruptionBudget',
      metadata: {name: 'b', namespace: 'test'},
      spec: {minAvailable: 1, selector: {matchLabels: {app: 'shop'}}},
    });
    const {gathering, clock, stop} = gather(kube);
    expect(gathering.record().budgeted).toBeUndefined();
    await clock.advance(100);
    expect(gathering.record()).toMatchObject({budgeted: ['Deployment/shop'], pods: [{name: 'a'}]});
    stop();
  });

  it('does without what it may not read', async () => {
    const kube = fakeKube();
    for (const kind of ['PodDisruptionBudget', 'Node', 'Pod']) kube.refuse('list', kind, new Error('forbidden'));
    const {gathering, clock, stop} = gather(kube, {news: [refused('1 Insufficient cpu.')]});
    await clock.advance(2_000);
    expect(gathering.record()).toMatchObject({budgeted: undefined, shortages: [], throttling: []});
    stop();
  });

  it('measures once what a pod without a node lacks', async () => {
    const kube = fakeKube();
    kube.put({apiVersion: 'v1', kind: 'Node', metadata: {name: 'n'}, status: {allocatable: {cpu: '4'}}});
    kube.put({
      apiVersion: 'v1',
      kind: 'Node',
      metadata: {name: 'cordoned'},
      spec: {unschedulable: true},
      status: {allocatable: {cpu: '64'}},
    });
    const occupant = (name: string, cpu: string, phase: string) => ({
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: {name, namespace: 'other'},
      spec: {nodeName: 'n', containers: [{name: 'x', resources: {requests: {cpu}}}]},
      status: {phase},
    });
    kube.put(occupant('busy', '2500m', 'Running'));
    kube.put(occupant('done', '1', 'Succeeded'));
    const {gathering, clock, stop} = gather(kube, {news: [refused('0/2 nodes are available: 1 Insufficient cpu.')]});
    await clock.advance(2_000);
    expect(gathering.record().shortages).toEqual([{podUid: 'uid-a', resource: 'cpu', asked: 2, free: 1.5}]);
    expect(kube.calls.filter(call => call === 'list Node')).toHaveLength(1);
    stop();
  });

  it('reads throttling of its own pods at the first place that may be read and answers', async () => {
    const asked: string[] = [];
    const place = (name: string, may: boolean, rows?: ThrottleRow[]): ThrottleSource => ({
      mayBeRead: async () => may,
      read: async () => {
        asked.push(name);
        if (rows === undefined) throw new Error('no answer');
        return rows;
      },
      close: async () => void asked.push(`close ${name}`),
      ...(name === 'third' ? {caveat: 'not verified'} : {}),
    });
    const row = {cgroup: '/a', podUid: UID, timestamp: 1000, periods: 9, throttled: 8};
    const other = {...row, cgroup: '/b', podUid: 'of another namespace'};
    const throttling = [
      place('refused', false),
      place('silent', true),
      place('third', true, [row, other]),
      place('fourth', true, []),
    ];
    const {gathering, clock, stop} = gather(fakeKube(), {uid: UID, throttling});
    await clock.advance(15_000);
    expect(gathering.record()).toMatchObject({
      throttling: [{podUid: UID, samples: [{periods: 9, throttled: 8}]}],
      throttlingCaveat: 'not verified',
    });
    expect(asked).toEqual(['silent', 'third', 'silent', 'third']);
    stop();
    await clock.advance(10_000);
    expect(asked.slice(4)).toEqual(['close refused', 'close silent', 'close third', 'close fourth']);
  });

  it('asks again whether a place may be read where that could not be told, and reads another one meanwhile', async () => {
    const row = {cgroup: '/a', podUid: UID, timestamp: 1000, periods: 9, throttled: 8};
    let asked = 0;
    const throttling: ThrottleSource[] = [
      {
        mayBeRead: async () => {
          asked += 1;
          if (asked === 1) throw new Error('the API server is away');
          return true;
        },
        read: async () => [{...row, timestamp: 2000, periods: 90}],
        close: async () => {},
      },
      {mayBeRead: async () => true, read: async () => [row], close: async () => {}},
    ];
    const {gathering, clock, stop} = gather(fakeKube(), {uid: UID, throttling});
    await clock.advance(25_000);
    expect(gathering.record().throttling).toMatchObject([{samples: [{periods: 9}, {periods: 90}]}]);
    expect(asked).toBe(2);
    stop();
  });
});
