import type {Pod} from 'kubernetes-types/core/v1.js';
import type {Kube} from '../../../../src/cluster/kube.js';
import type {Sandbox} from '../../../../src/sandbox/start-sandbox.js';
import {runningSandbox} from '../../../fakes/running-sandbox.js';
import {podsIn, type SandboxPods} from '../../../fakes/sandbox-pods.js';

describe('the node', () => {
  let sandbox: Sandbox;
  let kube: Kube;
  let close: () => Promise<void>;
  let pods: SandboxPods;
  beforeAll(async () => {
    ({sandbox, kube, close} = await runningSandbox({cpus: 2}));
    pods = podsIn(sandbox.store);
  });
  afterAll(() => close());

  const ready = (name: string) => pods.until(() => pods.status(name)?.ready);
  const log = async (name: string, query = ''): Promise<string> =>
    (await kube.raw('GET', `/api/v1/namespaces/default/pods/${name}/log${query}`)).text;
  const remove = (name: string, graceSeconds?: number) =>
    sandbox.store.remove({apiVersion: 'v1', kind: 'Pod', namespace: 'default', name}, {graceSeconds});

  it('runs init containers in order, before the others', async () => {
    const init = [1, 2].map(number => ({
      name: `init-${number}`,
      image: 'none',
      command: ['/bin/sh', '-c', `echo ${number}; sleep 0.1`],
    }));
    pods.make('ordered', 'sleep 60', {}, {initContainers: init});
    await ready('ordered');
    expect(['init-1', 'init-2'].map(name => pods.status('ordered', name)?.state?.terminated?.reason)).toEqual([
      'Completed',
      'Completed',
    ]);
    expect(await log('ordered', '?container=init-2')).toBe('2\n');
    const started = pods.messages('ordered').filter(message => message.startsWith('Started'));
    expect(started).toEqual(['Started container init-1', 'Started container init-2', 'Started container main']);
  });

  it('keeps a pod from its containers while an init container fails', async () => {
    pods.make('stuck', 'sleep 60', {}, {initContainers: [{name: 'init', image: 'none', command: ['false']}]});
    await pods.until(() => pods.status('stuck', 'init')?.state?.waiting?.reason === 'CrashLoopBackOff');
    expect(pods.get('stuck')?.status).toMatchObject({
      phase: 'Pending',
      containerStatuses: [{state: {waiting: {reason: 'PodInitializing'}}}],
    });
  });

  it('refuses what has no command, in a sentence', async () => {
    pods.make('image-only', '', {command: []});
    const waiting = await pods.until(() => pods.status('image-only')?.state?.waiting);
    expect(waiting).toEqual({
      reason: 'ErrImageNeverPull',
      message: 'the sandbox runs commands, not images: container main needs an explicit `command`',
    });
  });

  it('says that a program is missing', async () => {
    pods.make('missing', '', {command: ['no-such-program']}, {restartPolicy: 'Never'});
    await pods.until(() => pods.get('missing')?.status?.phase === 'Failed');
    expect(pods.status('missing')?.state?.terminated).toMatchObject({
      exitCode: 128,
      reason: 'StartError',
      message: expect.stringContaining('no-such-program'),
    });
  });

  it('waits for a ConfigMap that is not there yet', async () => {
    pods.make('configured', 'echo $COLOUR; sleep 60', {envFrom: [{configMapRef: {name: 'late'}}]});
    const waiting = await pods.until(() => pods.status('configured')?.state?.waiting);
    expect(waiting).toEqual({reason: 'CreateContainerConfigError', message: 'configmap "late" not found'});
    sandbox.store.create({
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: {name: 'late', namespace: 'default'},
      data: {COLOUR: 'red'},
    });
    await ready('configured');
    expect(await log('configured')).toBe('red\n');
    expect(pods.status('configured')?.restartCount).toBe(0);
  });

  it('ends pods that are not to be restarted by their exit code', async () => {
    pods.make('job', 'exit 0', {}, {restartPolicy: 'Never'});
    pods.make('broken-job', 'exit 3', {}, {restartPolicy: 'Never'});
    await pods.until(
      () => pods.get('job')?.status?.phase === 'Succeeded' && pods.get('broken-job')?.status?.phase === 'Failed',
    );
    expect(pods.status('broken-job')?.state?.terminated).toMatchObject({exitCode: 3, reason: 'Error'});
  });

  it('takes a pod for ready only after its startup probe, and restarts it when it does not live', async () => {
    const file = `/tmp/sandbox-test-${process.pid}`;
    const probe = {exec: {command: ['/bin/sh', '-c', `test -f ${file}`]}, periodSeconds: 1, failureThreshold: 1};
    pods.make('probed', `sleep 0.5; touch ${file}; sleep 2; rm ${file}; sleep 60`, {
      startupProbe: {...probe, failureThreshold: 10},
      livenessProbe: probe,
    });
    await pods.until(() => pods.status('probed')?.started);
    await pods.until(() => pods.status('probed')?.restartCount === 1);
    expect(pods.status('probed')?.lastState?.terminated).toMatchObject({exitCode: 143, signal: 15});
    expect(pods.messages('probed')).toContain('Container main failed liveness probe, will be restarted');
    remove('probed', 0);
  });

  /** Deletes a ready pod, and gives the exit code that its container had before it was gone. */
  const exitOf = async (name: string): Promise<number | undefined> => {
    await ready(name);
    let code: number | undefined;
    const end = sandbox.store.subscribe(['v1/Pod'], ({object}) => {
      if (object.metadata.name !== name) return;
      code = (object as unknown as Pod).status?.containerStatuses?.[0]?.state?.terminated?.exitCode ?? code;
    });
    remove(name);
    expect(pods.get(name)?.metadata?.deletionTimestamp).toBeDefined();
    await pods.until(() => pods.get(name) === undefined);
    end();
    return code;
  };

  const patient = {terminationGracePeriodSeconds: 30};

  it('asks a pod to end, and ends it after the grace', async () => {
    pods.make('polite', 'trap "exit 9" TERM; while :; do sleep 0.05; done', {}, patient);
    pods.make('deaf', 'trap "" TERM; while :; do sleep 0.05; done');
    expect(await Promise.all([exitOf('polite'), exitOf('deaf')])).toEqual([9, 137]);
    expect(pods.reasons('deaf')).toContain('Killing');
  });

  it('runs the hook before the end', async () => {
    const file = `/tmp/sandbox-hook-${process.pid}`;
    const lifecycle = {preStop: {exec: {command: ['touch', file]}}};
    // The program can only remove what the hook has made.
    pods.make('hooked', `trap "rm ${file} && exit 9" TERM; while :; do sleep 0.05; done`, {lifecycle}, patient);
    expect(await exitOf('hooked')).toBe(9);
  });

  it('keeps the log of the run before', async () => {
    pods.make('logging', 'echo run; exit 1');
    await pods.until(() => pods.status('logging')?.restartCount === 1);
    expect(await log('logging', '?previous=true')).toBe('run\n');
  });

  it('leaves a pod pending that asks for more than there is, until there is room', async () => {
    const resources = (cpu: string) => ({resources: {requests: {cpu}}});
    pods.make('large', 'sleep 60', resources('1500m'));
    await ready('large');
    pods.make('larger', 'sleep 60', resources('600m'));
    const condition = await pods.until(() => pods.get('larger')?.status?.conditions?.[0]);
    expect(condition).toMatchObject({
      type: 'PodScheduled',
      status: 'False',
      reason: 'Unschedulable',
      message: '0/1 nodes are available: 1 Insufficient cpu.',
    });
    expect(pods.reasons('larger')).toEqual(['FailedScheduling']);
    remove('large', 0);
    await ready('larger');
  });

  it('says what it does not keep', async () => {
    pods.make('limited', 'sleep 60', {resources: {limits: {memory: '1Gi'}}});
    await ready('limited');
    expect(sandbox.notEnforced()).toContainEqual(expect.stringContaining('Memory limits are not enforced'));
  });
});
