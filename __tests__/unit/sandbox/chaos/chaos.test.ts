import {preflight} from '../../../../src/chaos/chaos-mesh/preflight.js';
import {type ChaosObject, complaints, isInjected, isRecovered} from '../../../../src/chaos/chaos-mesh/status.js';
import type {Kube, KubeObject} from '../../../../src/cluster/kube.js';
import {readKubeletMetrics} from '../../../../src/measure/usage/kubelet-readings.js';
import type {Sandbox} from '../../../../src/sandbox/start-sandbox.js';
import {runningSandbox} from '../../../fakes/running-sandbox.js';
import {podsIn, type SandboxPods} from '../../../fakes/sandbox-pods.js';

const API = 'chaos-mesh.org/v1alpha1';

describe('the chaos of the sandbox', () => {
  let sandbox: Sandbox;
  let kube: Kube;
  let close: () => Promise<void>;
  let pods: SandboxPods;
  beforeAll(async () => {
    ({sandbox, kube, close} = await runningSandbox());
    pods = podsIn(sandbox.store);
  });
  afterAll(() => close());

  const make = (kind: string, name: string, spec: object): ChaosObject =>
    sandbox.store.create({apiVersion: API, kind, metadata: {name, namespace: 'default'}, spec: {mode: 'all', ...spec}});
  const chaos = (object: KubeObject) =>
    sandbox.store.get({apiVersion: API, kind: object.kind, namespace: 'default', name: object.metadata.name}) as
      | ChaosObject
      | undefined;
  const injected = (object: ChaosObject) => pods.until(() => isInjected(chaos(object) ?? object));
  const remove = (object: KubeObject) =>
    sandbox.store.remove({apiVersion: API, kind: object.kind, namespace: 'default', name: object.metadata.name});
  const run = async (name: string, container: object = {}) => {
    pods.make(name, 'while :; do sleep 0.05; done', container);
    await pods.until(() => pods.status(name)?.ready);
  };
  const only = (name: string) => ({selector: {pods: {default: [name]}}});
  const cpuOf = async (pod: string): Promise<number> => {
    const {text} = await kube.raw('GET', '/api/v1/nodes/sandbox/proxy/metrics/resource');
    return readKubeletMetrics(text, 'default').find(one => one.pod === pod)?.cpuSeconds ?? 0;
  };

  it('is taken for that of Chaos Mesh by the gate', async () => {
    expect(await preflight(kube, ['PodChaos', 'StressChaos'])).toBeUndefined();
    expect((await preflight(kube, ['NetworkChaos']))?.why).toMatch(/serves no NetworkChaos/);
  });

  it('kills pods', async () => {
    await run('killed');
    const kill = make('PodChaos', 'kill', {
      action: 'pod-kill',
      selector: {namespaces: ['default'], labelSelectors: {app: 'killed'}},
    });
    await injected(kill);
    expect(pods.get('killed')).toBeUndefined();
    remove(kill);
    await pods.until(() => chaos(kill) === undefined);
  });

  it('kills containers, which are started again', async () => {
    await run('hit');
    await injected(make('PodChaos', 'hit', {action: 'container-kill', containerNames: ['main'], ...only('hit')}));
    await pods.until(() => pods.status('hit')?.restartCount === 1);
    expect(pods.status('hit')?.lastState?.terminated).toMatchObject({exitCode: 137, reason: 'Error'});
  });

  it('holds pods down until it ends', async () => {
    await run('down');
    const failure = make('PodChaos', 'down', {action: 'pod-failure', ...only('down')});
    await injected(failure);
    await pods.until(() => pods.status('down')?.state?.waiting?.reason === 'PodFailure');
    expect(pods.status('down')?.ready).toBe(false);
    remove(failure);
    await pods.until(() => pods.status('down')?.ready && chaos(failure) === undefined);
  });

  it('burns CPU that is counted to the container, until its time is up', async () => {
    await run('burnt', {resources: {limits: {cpu: '500m'}}});
    const before = await cpuOf('burnt');
    const stress = make('StressChaos', 'burn', {
      stressors: {cpu: {workers: 2, load: 100}},
      duration: '1500ms',
      ...only('burnt'),
    });
    await injected(stress);
    await pods.until(async () => (await cpuOf('burnt')) > before + 0.2);
    await pods.until(() => chaos(stress)?.status?.experiment?.desiredPhase === 'Stop');
    expect(isRecovered(chaos(stress) ?? stress)).toBe(true);
    expect(await cpuOf('burnt')).toBeGreaterThan(before + 0.2);
    expect(pods.messages('burn')).toContain('Time up according to the duration');
    remove(stress);
    await pods.until(() => chaos(stress) === undefined);
  });

  it('refuses to stress the memory, in its records and events', async () => {
    await run('spared');
    const stress = make('StressChaos', 'memory', {stressors: {memory: {workers: 1, size: '64MiB'}}, ...only('spared')});
    await pods.until(() => chaos(stress)?.status);
    expect(isInjected(chaos(stress) ?? stress)).toBe(false);
    expect(complaints(chaos(stress) ?? stress)).toEqual([expect.stringContaining('no memory stressor')]);
    remove(stress);
    await pods.until(() => chaos(stress) === undefined);
  });

  it('says that it found nobody', async () => {
    const kill = make('PodChaos', 'nobody', {action: 'pod-kill', ...only('nobody')});
    await pods.until(() =>
      chaos(kill)?.status?.conditions?.some(({type, status}) => type === 'Selected' && status === 'False'),
    );
    expect(pods.messages('nobody')).toEqual(['Failed to select targets: no pod is selected']);
  });
});
