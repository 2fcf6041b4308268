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
describe('containerTrouble', () => {
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
  ])('explains %s', (_what, pod, events, sentence) => {
    expect(troubles(pod, events).map(({what}) => what)).toEqual([sentence]);
  });

  it('says what to do about it', () => {
    const hints = (pod: StuckPodOptions) => troubles(pod).map(({hint}) => hint);
    const pull = {status: waiting('ErrImagePull', 'not found')};
    expect(hints({...pull, container: {imagePullPolicy: 'Always'}})).toEqual([
      expect.stringContaining('set IfNotPresent'),
    ]);
    expect(hints(pull)).toEqual([expect.stringContaining('Name it under `victim.images`')]);
    const unbound = {
      type: 'PodScheduled',
      status: 'False',
      message: '0/1 nodes are available: pod has unbound immediate PersistentVolumeClaims.',
    };
    expect(hints({node: 'none', conditions: [unbound]})).toEqual([expect.stringContaining('needs a StorageClass')]);
    expect(hints({status: crashed({exitCode: 137, reason: 'OOMKilled'})})).toEqual([
      'Raise the memory limit, or find out what takes the memory.',
    ]);
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
