import {podFacts} from '../../../../src/measure/circumstances/pod-facts.js';
import {newsLog} from '../../../../src/measure/circumstances/pod-news.js';
import {shortResources} from '../../../../src/measure/circumstances/shortage.js';
import {aPod} from '../../../builders/a-pod.js';

describe('podFacts', () => {
  it('fills in what Kubernetes takes by default', () => {
    const pod = aPod('a').build();
    pod.spec!.containers[0]!.readinessProbe = {httpGet: {port: 80}};
    expect(podFacts(pod)).toEqual({
      uid: 'uid-a',
      name: 'a',
      initContainers: [],
      containers: [{name: 'app', image: '', pullPolicy: '', readiness: {initialDelay: 0, period: 10}}],
    });
  });

  it('reads probes, limits and how long init containers ran', () => {
    const pod = aPod('a').build();
    pod.spec!.initContainers = [{name: 'wait'}, {name: 'later'}, {name: 'proxy', restartPolicy: 'Always'}];
    Object.assign(pod.spec!.containers[0]!, {
      image: 'shop:1',
      imagePullPolicy: 'Always',
      startupProbe: {initialDelaySeconds: 3, periodSeconds: 2},
      readinessProbe: {successThreshold: 3},
      resources: {limits: {cpu: '50m', memory: '32Mi'}},
    });
    const terminated = {exitCode: 0, startedAt: '2026-01-01T00:00:00Z', finishedAt: '2026-01-01T00:00:04Z'};
    pod.status!.initContainerStatuses = [
      {name: 'wait', image: '', imageID: '', ready: true, restartCount: 0, state: {terminated}},
    ];
    expect(podFacts(pod)).toMatchObject({
      initContainers: [{name: 'wait', seconds: 4}, {name: 'later'}, {name: 'proxy', isSidecar: true}],
      containers: [
        {
          pullPolicy: 'Always',
          startup: {initialDelay: 3, period: 2},
          readiness: {initialDelay: 0, period: 10, successThreshold: 3},
          cpuLimit: '50m',
          memoryLimit: '32Mi',
        },
      ],
    });
  });
});

describe('newsLog', () => {
  it('keeps what may explain a recovery, each time that it is seen', () => {
    const log = newsLog();
    const take = (reason: string, type: 'ADDED' | 'MODIFIED' | 'DELETED' = 'ADDED') =>
      log.take({
        type,
        at: 2,
        notBefore: 1,
        object: {reason, message: ' why\n', metadata: {}, involvedObject: {uid: 'u', name: 'a'}},
      });
    take('Unhealthy');
    take('Unhealthy', 'MODIFIED');
    take('Unhealthy', 'DELETED');
    take('Scheduled');
    const news = {podUid: 'u', pod: 'a', reason: 'Unhealthy', message: 'why', at: 2, notBefore: 1};
    expect(log.all()).toEqual([news, news]);
  });

  it('says which container it is about', () => {
    const log = newsLog();
    const involvedObject = {uid: 'u', name: 'a', fieldPath: 'spec.containers{app}'};
    log.take({type: 'ADDED', at: 2, notBefore: 1, object: {reason: 'Unhealthy', metadata: {}, involvedObject}});
    expect(log.all()).toMatchObject([{podUid: 'u', container: 'app'}]);
  });
});

describe('shortResources', () => {
  it('finds each resource once, extended ones too', () => {
    expect(
      shortResources(
        '0/3 nodes are available: 1 Insufficient cpu, 2 Insufficient cpu, 1 Insufficient example.com/gpu.',
      ),
    ).toEqual(['cpu', 'example.com/gpu']);
    expect(shortResources("0/1 nodes are available: 1 node(s) didn't match")).toEqual([]);
  });
});
