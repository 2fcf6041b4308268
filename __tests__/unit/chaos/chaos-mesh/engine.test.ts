import {chaosMeshEngine} from '../../../../src/chaos/chaos-mesh/engine.js';
import {undoChaosMesh} from '../../../../src/chaos/chaos-mesh/undo.js';
import type {FaultPlan} from '../../../../src/chaos/engine.js';
import type {KubeObject, ObjectRef} from '../../../../src/cluster/kube.js';
import {experimentSchema} from '../../../../src/spec/experiment-schema.js';
import {aChaosStatus, installChaosMesh} from '../../../builders/a-chaos-mesh.js';
import {aPod} from '../../../builders/a-pod.js';
import {aWorkload} from '../../../builders/a-workload.js';
import {fakeClock} from '../../../fakes/fake-clock.js';
import {fakeKube} from '../../../fakes/fake-kube.js';
import {fakeLedger} from '../../../fakes/fake-ledger.js';

const never = new AbortController().signal;
const refTo = (kind: string): ObjectRef => ({
  apiVersion: 'chaos-mesh.org/v1alpha1',
  kind,
  namespace: 'test',
  name: 'x-1-run-1',
});

function aScene({sharesMachine = true, limits = {cpu: '500m'} as object} = {}) {
  const clock = fakeClock(1000);
  const kube = fakeKube({now: clock.now});
  const ledger = fakeLedger();
  installChaosMesh(kube);
  const containers = [{name: 'app', image: 'shop:ci', resources: {limits}}];
  const template = {metadata: {labels: {app: 'shop'}}, spec: {containers}};
  kube.put(aWorkload('Deployment', 'shop').inNamespace('test').withSpec({template}).build());
  for (const name of ['shop-1', 'shop-2']) kube.put(aPod(name).running('c').ready().build() as KubeObject);
  const engine = chaosMeshEngine({
    kube,
    clock,
    ledger,
    sharesMachine,
    newSeed: () => 1,
  });
  /** Chaos Mesh answers every object of a kind with this status, and blocks its deletion when told to. */
  const answer = (kind: string, status: object, {blocks = false} = {}): void => {
    let isAnswered = false;
    kube.when(kind, object => {
      if (isAnswered) return;
      isAnswered = true;
      const finalizers = blocks ? ['chaos-mesh/records'] : [];
      void Promise.resolve().then(() => kube.put({...object, metadata: {...object.metadata, finalizers}, status}));
    });
  };
  return {clock, kube, ledger, engine, answer};
}

const aPlan = (fault: object, text = ''): FaultPlan => {
  const {chaosMesh, ...experiment} = experimentSchema.parse({name: 'x', for: '30s', ...fault});
  return {
    experiment: {...experiment, ...(chaosMesh === undefined ? {} : {chaosMesh: {...chaosMesh, text}})},
    namespace: 'test',
    target: {kind: 'Deployment', name: 'shop', selector: 'app=shop'},
    repeat: 1,
  };
};

describe('the Chaos Mesh engine', () => {
  it('injects a lasting fault, and ends it by deleting the object', async () => {
    const {engine, kube, ledger, answer, clock} = aScene();
    answer('StressChaos', aChaosStatus({ids: ['test/shop-2/app']}));
    const injection = await engine.inject(aPlan({cpu: {}}), never);
    expect(injection).toMatchObject({
      lifecycle: 'lasting',
      requestedAt: 1000,
      acknowledgedAt: 1000,
      targets: [{uid: 'uid-shop-2', name: 'shop-2'}],
      applied: 'Chaos Mesh injected StressChaos x-1-run-1 into 1 of 2 pods of Deployment/shop: shop-2',
    });
    const object = await kube.get<KubeObject>(refTo('StressChaos'));
    expect(object?.metadata.labels).toMatchObject({'chaos-cost-gate/run': 'run-1'});
    expect(object?.spec).toMatchObject({mode: 'all', duration: '50000ms'});
    await clock.advance(500);
    expect(await injection.remove()).toBe(1500);
    expect(await injection.remove()).toBe(1500);
    expect(await kube.get(refTo('StressChaos'))).toBeUndefined();
    expect(ledger.lines).toEqual([
      'intend StressChaos/test/x-1-run-1',
      expect.stringMatching(/^created StressChaos\/test\/x-1-run-1 uid-/),
      'gone StressChaos/test/x-1-run-1',
    ]);
  });

  it('leaves no object of a fault that is over once injected', async () => {
    const {engine, kube, ledger, answer} = aScene();
    answer('PodChaos', aChaosStatus({}));
    const injection = await engine.inject(aPlan({podKill: {mode: 'all'}}), never);
    expect(injection).toMatchObject({lifecycle: 'one-shot', targets: [{name: 'shop-1'}]});
    expect(await kube.get(refTo('PodChaos'))).toBeUndefined();
    expect(ledger.lines.at(-1)).toBe('gone PodChaos/test/x-1-run-1');
  });

  it('counts a fault as gone when its records say so, before the object is', async () => {
    const {engine, kube, answer, clock} = aScene();
    answer('NetworkChaos', aChaosStatus({}), {blocks: true});
    const injection = await engine.inject(aPlan({partition: {}}), never);
    const removed = injection.remove();
    await clock.advance(300);
    kube.put({...anObject('NetworkChaos'), status: aChaosStatus({phase: 'Not Injected', desiredPhase: 'Stop'})});
    await clock.advance(400);
    kube.remove(refTo('NetworkChaos'));
    expect(await removed).toBe(1300);
  });

  it('passes on Chaos Mesh’s words when it can’t inject, frees the object though its finalizer blocks, and replaces the pod', async () => {
    const {engine, kube, ledger, answer, clock} = aScene();
    answer('NetworkChaos', aChaosStatus({phase: 'Not Injected/Wait', message: 'unable to set tcs'}), {blocks: true});
    kube.when('NetworkChaos', ({metadata}) => {
      if (metadata.deletionTimestamp !== undefined && metadata.finalizers === undefined)
        kube.remove(refTo('NetworkChaos'));
    });
    const began = clock.now();
    const injecting = engine.inject(aPlan({networkDelay: {latency: '100ms'}}), never);
    const failed = expect(injecting).rejects.toMatchObject({
      blame: 'inconclusive',
      message: 'Chaos Mesh could not inject NetworkChaos x-1-run-1: unable to set tcs',
      hint: expect.stringContaining('sch_netem'),
    });
    await clock.advance(engine.giveUpMs!);
    await failed;
    expect(clock.now() - began).toBeLessThanOrEqual(30_000);
    expect(await kube.get(refTo('NetworkChaos'))).toBeUndefined();
    expect(kube.calls).toContain('delete Pod/test/shop-1');
    expect(ledger.lines.at(-1)).toBe('gone NetworkChaos/test/x-1-run-1');
  });

  it('cuts off the workload that a partition names, and says when there is none', async () => {
    const {engine, kube, answer} = aScene();
    answer('NetworkChaos', aChaosStatus({}));
    kube.put(aWorkload('Deployment', 'mail').inNamespace('test').build());
    await engine.inject(aPlan({partition: {from: 'Deployment/mail'}}), never);
    expect((await kube.get<KubeObject>(refTo('NetworkChaos')))?.spec).toMatchObject({
      target: {mode: 'all', selector: {namespaces: ['test'], labelSelectors: {app: 'mail'}}},
    });
    await expect(engine.inject(aPlan({partition: {from: 'Deployment/male'}}), never)).rejects.toMatchObject({
      blame: 'usage',
      message: 'experiment x: there is no Deployment/male in the namespace test',
    });
  });

  it('soon says that nothing was selected, by the event', async () => {
    const {engine, kube, answer, clock} = aScene();
    answer('PodChaos', aChaosStatus({selected: false}));
    const metadata = {name: 'e', namespace: 'test'};
    const involvedObject = {name: 'x-1-run-1'};
    const message = 'Failed to select targets: no pod is selected';
    kube.put({apiVersion: 'v1', kind: 'Event', metadata, involvedObject, reason: 'Failed', message});
    const failed = expect(engine.inject(aPlan({podFailure: {}}), never)).rejects.toMatchObject({
      message: `Chaos Mesh could not inject PodChaos x-1-run-1: ${message}`,
    });
    await clock.advance(3_000);
    await failed;
  });

  it('waits for what a Schedule makes, and takes it away with it', async () => {
    const file = `{apiVersion: chaos-mesh.org/v1alpha1, kind: Schedule, spec: {schedule: '@every 5s', type: PodChaos, podChaos: {action: pod-failure}}}`;
    const {engine, kube, clock} = aScene();
    const child = {
      ...anObject('PodChaos'),
      metadata: {name: 'child', namespace: 'test', labels: {'managed-by': 'x-1-run-1'}},
    };
    const injecting = engine.inject(aPlan({chaosMesh: 'schedule.yaml'}, file), never);
    await clock.advance(1_000);
    kube.put({...child, status: aChaosStatus({})});
    const injection = await injecting;
    expect(injection).toMatchObject({acknowledgedAt: 2000, targets: [{name: 'shop-1'}]});
    const removed = injection.remove();
    await clock.advance(100);
    kube.remove({...refTo('PodChaos'), name: 'child'});
    expect(await removed).toBe(2100);
    expect(await kube.get(refTo('Schedule'))).toBeUndefined();
  });

  it('gives what a Schedule makes late its own time to select', async () => {
    const file = `{apiVersion: chaos-mesh.org/v1alpha1, kind: Schedule, spec: {schedule: '@every 5s', type: PodChaos, podChaos: {action: pod-failure}}}`;
    const {engine, kube, clock} = aScene();
    const metadata = {name: 'child', namespace: 'test', labels: {'managed-by': 'x-1-run-1'}};
    const child = {...anObject('PodChaos'), metadata};
    const injecting = engine.inject(aPlan({chaosMesh: 'schedule.yaml'}, file), never);
    await clock.advance(2_900);
    kube.put({...child, status: aChaosStatus({selected: false})});
    await clock.advance(1_000);
    kube.put({...child, status: aChaosStatus({})});
    expect(await injecting).toMatchObject({acknowledgedAt: 4_900, targets: [{name: 'shop-1'}]});
  });

  it('refuses to burn CPU without a limit beside the generator', async () => {
    const unlimited = aScene({limits: {}});
    await expect(unlimited.engine.check!(aPlan({cpu: {}}), never)).rejects.toMatchObject({
      blame: 'usage',
      message: expect.stringContaining('Deployment/shop would take the CPU of the load'),
    });
    await expect(unlimited.engine.check!(aPlan({memory: {size: '1MB'}}), never)).resolves.toBeUndefined();
    await expect(aScene().engine.check!(aPlan({cpu: {}}), never)).resolves.toBeUndefined();
    const elsewhere = aScene({limits: {}, sharesMachine: false});
    await expect(elsewhere.engine.check!(aPlan({cpu: {}}), never)).resolves.toBeUndefined();
  });

  it('asks for the kinds of the file, and blames the file for its mistakes', async () => {
    const {engine} = aScene();
    const dns = aPlan(
      {chaosMesh: 'dns.yaml'},
      '{apiVersion: chaos-mesh.org/v1alpha1, kind: DNSChaos, spec: {action: error}}',
    );
    expect((await engine.refusal(dns.experiment))?.why).toContain('serves no DNSChaos');
    expect(await engine.refusal(aPlan({cpu: {}}).experiment)).toBeUndefined();
    await expect(async () => aScene().engine.refusal(aPlan({chaosMesh: 'a.yaml'}).experiment)).rejects.toMatchObject({
      blame: 'usage',
    });
  });
});

describe('the roll-back of Chaos Mesh’s objects', () => {
  it('frees one that its finalizer holds', async () => {
    const {kube, clock} = aScene();
    const {metadata} = kube.put({
      ...anObject('StressChaos'),
      metadata: {name: 'x-1-run-1', namespace: 'test', finalizers: ['chaos-mesh/records']},
      status: aChaosStatus({}),
    });
    kube.when('StressChaos', object => {
      if (object.metadata.finalizers === undefined) kube.remove(refTo('StressChaos'));
    });
    const {undoes, undo} = undoChaosMesh({kube, clock});
    expect(undoes(refTo('StressChaos'))).toBe(true);
    expect(undoes({apiVersion: 'v1', kind: 'Namespace', name: 'test'})).toBe(false);
    const undone = undo(refTo('StressChaos'), metadata.uid ?? '', never);
    await clock.advance(6_000);
    await undone;
    expect(await kube.get(refTo('StressChaos'))).toBeUndefined();
    expect(kube.calls).toContain('delete Pod/test/shop-1');
  });
});

function anObject(kind: string): KubeObject {
  const {apiVersion, name} = refTo(kind);
  return {apiVersion, kind, metadata: {name, namespace: 'test'}};
}
