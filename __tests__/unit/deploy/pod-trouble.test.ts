import type {Event, Pod} from 'kubernetes-types/core/v1.js';
import {podTroubles} from '../../../src/deploy/pod-trouble.js';
import {aPodEvent, aStuckPod, type StuckPodOptions} from '../../builders/a-stuck-pod.js';

const troubles = (pod: StuckPodOptions, events: ReturnType<typeof aPodEvent>[] = []) =>
  podTroubles(aStuckPod(pod) as unknown as Pod, events as unknown as Event[]);
const waiting = (reason: string, message = '') => ({state: {waiting: {reason, message}}});
const crashed = (terminated: object, restartCount = 3) => ({
  state: {waiting: {reason: 'CrashLoopBackOff', message: 'back-off 40s restarting failed container'}},
  lastState: {terminated},
  restartCount,
});
const running = {state: {running: {startedAt: '2026-01-01T00:00:00Z'}}};

/** Shortened from what Kubernetes 1.35 said on a real cluster, where that could be provoked: not for evictions, gates, sandboxes, gRPC, signals and old kubelets. */
describe('podTroubles', () => {
  it.each<[string, StuckPodOptions, ReturnType<typeof aPodEvent>[], string]>([
    [
      'too large a request',
      {
        node: 'none',
        container: {resources: {requests: {cpu: '64', memory: '32Mi'}}},
        conditions: [
          {
            type: 'PodScheduled',
            status: 'False',
            reason: 'Unschedulable',
            message:
              '0/1 nodes are available: 1 Insufficient cpu. no new claims to deallocate, preemption: 0/1 nodes are available: 1 Preemption is not helpful for scheduling.',
          },
        ],
      },
      [],
      "can't be scheduled: 0/1 nodes are available: 1 Insufficient cpu (app requests cpu 64, memory 32Mi)",
    ],
    [
      'a scheduling gate',
      {
        node: 'none',
        conditions: [{type: 'PodScheduled', status: 'False', reason: 'SchedulingGated'}],
        more: {spec: {schedulingGates: [{name: 'x/quota'}]}},
      },
      [],
      'held by its scheduling gates (x/quota)',
    ],
    [
      'an init container that waits',
      {init: {container: {name: 'wait-db'}, status: {name: 'wait-db', ...running}}, status: waiting('PodInitializing')},
      [],
      'init container wait-db has not ended yet',
    ],
    [
      'an init container that crashes',
      {
        init: {container: {name: 'migrate'}, status: {name: 'migrate', ...crashed({exitCode: 1, reason: 'Error'}, 1)}},
        status: waiting('PodInitializing'),
      },
      [],
      'init container migrate crashed twice, the last time with exit code 1',
    ],
    [
      'a volume that is missing',
      {status: waiting('ContainerCreating')},
      [aPodEvent('FailedMount', 'MountVolume.SetUp failed for volume "v" : configmap "nope" not found')],
      'a volume can\'t be mounted: MountVolume.SetUp failed for volume "v" : configmap "nope" not found',
    ],
    [
      'a network that is broken',
      {status: waiting('ContainerCreating')},
      [aPodEvent('FailedCreatePodSandBox', 'plugin type="bridge" failed')],
      'its node can\'t make its sandbox: plugin type="bridge" failed',
    ],
    [
      'an eviction',
      {more: {status: {phase: 'Failed', reason: 'Evicted', message: 'The node was low on resource: memory.'}}},
      [],
      'ended by its node (Evicted): The node was low on resource: memory.',
    ],
    [
      'a readiness gate',
      {
        status: {...running, ready: true},
        conditions: [{type: 'x/lb', status: 'False', message: 'no target'}],
        more: {spec: {readinessGates: [{conditionType: 'x/lb'}]}},
      },
      [],
      'its readiness gate x/lb is not met: no target',
    ],
  ])('explains %s', (_what, pod, events, sentence) => {
    expect(troubles(pod, events).map(({what}) => what)).toEqual([sentence]);
  });

  it('names every container that is in trouble, but the init container first', () => {
    const two = {
      more: {
        spec: {containers: [{name: 'app'}, {name: 'proxy', image: 'proxy:1'}]},
        status: {
          containerStatuses: [
            {name: 'app', ...crashed({exitCode: 1}, 0)},
            {name: 'proxy', restartCount: 0, ...waiting('InvalidImageName', 'x')},
          ],
        },
      },
    };
    expect(troubles(two)).toHaveLength(2);
    const init = {container: {name: 'migrate'}, status: {name: 'migrate', ...crashed({exitCode: 1}, 0)}};
    expect(troubles({...two, init}).map(({what}) => what)).toEqual([
      'init container migrate crashed once, the last time with exit code 1',
    ]);
  });

  it('finds nothing wrong with a pod that is ready, leaving, or on its way', () => {
    const ready = {type: 'Ready', status: 'True'};
    expect(troubles({status: {...running, ready: true}, more: {status: {conditions: [ready]}}})).toEqual([]);
    const leaving = aStuckPod({status: crashed({exitCode: 1})});
    leaving.metadata.deletionTimestamp = '2026-01-01T00:00:00Z';
    expect(podTroubles(leaving as unknown as Pod, [])).toEqual([]);
    expect(troubles({status: waiting('ContainerCreating')})).toEqual([]);
    const sidecar = {container: {restartPolicy: 'Always'}, status: {...running, started: true}};
    expect(troubles({init: sidecar, status: waiting('ContainerCreating')})).toEqual([]);
    const migrated = {container: {}, status: {state: {terminated: {exitCode: 0}}}};
    expect(troubles({init: migrated, status: waiting('ContainerCreating')})).toEqual([]);
  });
});
