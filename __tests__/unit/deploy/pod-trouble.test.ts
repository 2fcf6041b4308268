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

/** The sentences are those that the messages of Kubernetes 1.35 gave on a real cluster. */
describe('podTroubles', () => {
  it.each<[string, StuckPodOptions, ReturnType<typeof aPodEvent>[], string]>([
    [
      'an image that is never pulled',
      {
        container: {image: 'nope:1'},
        status: waiting('ErrImageNeverPull', 'Container image "nope:1" is not present with pull policy of Never'),
      },
      [],
      'container app can\'t get its image nope:1 (ErrImageNeverPull): Container image "nope:1" is not present with pull policy of Never',
    ],
    [
      'an image with a wrong name',
      {
        container: {image: 'UPPER:x'},
        status: waiting('InvalidImageName', 'Failed to apply default image tag "UPPER:x": must be lowercase'),
      },
      [],
      'container app can\'t get its image UPPER:x (InvalidImageName): Failed to apply default image tag "UPPER:x": must be lowercase',
    ],
    [
      'a pull that backs off, as new kubelets say it',
      {
        status: waiting(
          'ImagePullBackOff',
          'Back-off pulling image "checkout:ci": ErrImagePull: failed to resolve reference: not found',
        ),
      },
      [],
      "container app can't get its image checkout:ci (ImagePullBackOff): failed to resolve reference: not found",
    ],
    [
      'a pull that backs off, as old kubelets say it',
      {status: waiting('ImagePullBackOff', 'Back-off pulling image "checkout:ci"')},
      [
        aPodEvent('Failed', 'Failed to pull image "checkout:ci": not found', {second: 1}),
        aPodEvent('Failed', 'Error: ErrImagePull', {second: 2}),
      ],
      'container app can\'t get its image checkout:ci (ImagePullBackOff): Failed to pull image "checkout:ci": not found',
    ],
    [
      'a Secret that is missing',
      {status: waiting('CreateContainerConfigError', 'secret "db" not found')},
      [],
      'container app can\'t be created: secret "db" not found',
    ],
    [
      'a crash',
      {status: crashed({exitCode: 3, reason: 'Error'})},
      [],
      'container app crashed 4 times, the last time with exit code 3',
    ],
    [
      'too little memory',
      {container: {resources: {limits: {memory: '64Mi'}}}, status: crashed({exitCode: 137, reason: 'OOMKilled'}, 1)},
      [],
      'container app crashed twice, the last time with exit code 137 (OOMKilled: its memory limit is 64Mi)',
    ],
    [
      'an end by a signal of a container that runs again',
      {status: {...running, lastState: {terminated: {exitCode: 139, signal: 11, reason: 'Error'}}, restartCount: 1}},
      [],
      'container app crashed once, the last time with exit code 139 (signal 11)',
    ],
    [
      'a program that is over',
      {status: crashed({exitCode: 0, reason: 'Completed'}, 1)},
      [],
      'container app ended by itself twice (exit code 0), but must go on running',
    ],
    [
      'a command that is missing',
      {
        status: crashed({
          exitCode: 128,
          reason: 'StartError',
          message: 'exec: "nope": executable file not found in $PATH',
        }),
      },
      [],
      'container app can\'t be started: exec: "nope": executable file not found in $PATH',
    ],
    [
      'a liveness probe that kills',
      {
        container: {livenessProbe: {httpGet: {path: '/live', port: 9999}}},
        status: crashed({exitCode: 143, reason: 'Error'}, 2),
      },
      [
        aPodEvent('Unhealthy', 'Liveness probe failed: Get "http://10.0.0.1:9999/live": connect: connection refused'),
        aPodEvent('Killing', 'Container app failed liveness probe, will be restarted'),
      ],
      'container app was killed 3 times because its liveness probe (GET /live on port 9999) failed: Get "http://10.0.0.1:9999/live": connect: connection refused',
    ],
    [
      'a readiness probe that fails, by its latest message',
      {container: {readinessProbe: {httpGet: {path: '/health', port: 8080}}}, status: running},
      [
        aPodEvent('Unhealthy', 'Readiness probe failed: HTTP probe failed with statuscode: 503', {second: 9}),
        aPodEvent('Unhealthy', 'Readiness probe failed: connect: connection refused', {second: 1}),
      ],
      'the readiness probe of container app (GET /health on port 8080) fails: HTTP probe failed with statuscode: 503',
    ],
    [
      'a startup probe that has not passed',
      {
        container: {startupProbe: {tcpSocket: {port: 'pg'}}, readinessProbe: {exec: {command: ['true']}}},
        status: running,
      },
      [],
      'the startup probe of container app (TCP on port pg) has not been asked yet or has not answered',
    ],
    [
      'a probe by command, and its message of several lines',
      {container: {readinessProbe: {exec: {command: ['pg_isready', '-q']}}}, status: running},
      [aPodEvent('Unhealthy', 'Readiness probe failed: no\n\u001b[31mresponse\u001b[0m\n')],
      'the readiness probe of container app (the command pg_isready -q) fails: no response',
    ],
    [
      'a probe by gRPC',
      {container: {readinessProbe: {grpc: {port: 9000}}}, status: running},
      [aPodEvent('Unhealthy', 'Readiness probe errored and resulted in unknown state: timeout')],
      'the readiness probe of container app (gRPC on port 9000) fails: timeout',
    ],
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

  it('knows what waiting can not mend', () => {
    const isPermanent = (status: object) => troubles({status}).map(trouble => trouble.isPermanent);
    expect(isPermanent(waiting('InvalidImageName', 'x'))).toEqual([true]);
    expect(isPermanent(waiting('ErrImageNeverPull', 'x'))).toEqual([true]);
    expect(isPermanent(waiting('CreateContainerConfigError', 'secret "db" not found'))).toEqual([true]);
    expect(isPermanent(waiting('CreateContainerConfigError', "couldn't find key url in ConfigMap shop/cfg"))).toEqual([
      true,
    ]);
    expect(isPermanent(waiting('CreateContainerConfigError', 'failed to sync secret cache: timed out'))).toEqual([
      false,
    ]);
    expect(isPermanent(waiting('ImagePullBackOff', 'x'))).toEqual([false]);
    expect(isPermanent(crashed({exitCode: 1}))).toEqual([false]);
  });
});
