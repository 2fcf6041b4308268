import type {KubeObject} from '../../../src/cluster/kube.js';
import {waitUntilReady} from '../../../src/deploy/readiness.js';
import {awaitedServices} from '../../../src/deploy/service-endpoints.js';
import type {WorkloadObject} from '../../../src/deploy/workloads.js';
import {aReadinessScene, checkout, MINUTE, status} from '../../builders/a-readiness-scene.js';
import {aStuckPod} from '../../builders/a-stuck-pod.js';
import {aWorkload} from '../../builders/a-workload.js';
import {fakeClock} from '../../fakes/fake-clock.js';
import {fakeKube} from '../../fakes/fake-kube.js';
import {recordingLogger} from '../../fakes/recording-logger.js';

const service = (selector: Record<string, string> = {app: 'checkout'}): KubeObject => ({
  apiVersion: 'v1',
  kind: 'Service',
  metadata: {name: 'checkout', namespace: 'shop'},
  spec: {selector},
});
const slice = (ready: boolean): KubeObject => ({
  apiVersion: 'discovery.k8s.io/v1',
  kind: 'EndpointSlice',
  metadata: {name: 'checkout-1', namespace: 'shop', labels: {'kubernetes.io/service-name': 'checkout'}},
  endpoints: [{addresses: ['10.0.0.1'], conditions: {ready}}],
});

describe('waitUntilReady', () => {
  it('resolves when the workloads are rolled out, and reports how far they are', async () => {
    const {kube, logger, wait} = aReadinessScene();
    const waiting = wait();
    kube.put(checkout.withStatus({...status(0), updatedReplicas: 1}).build());
    kube.put(checkout.withStatus(status(0)).build());
    kube.put(checkout.withStatus(status(1)).build());
    kube.put(checkout.withStatus(status(2)).build());
    await expect(waiting).resolves.toMatchObject([{metadata: {name: 'checkout'}, status: {availableReplicas: 2}}]);
    expect(logger.lines).toEqual([
      'progress checkout 0 of 2 ready (its controller has not seen it yet)',
      'progress checkout 0 of 2 ready (1 of 2 pods updated)',
      'progress checkout 0 of 2 ready',
      'progress checkout 1 of 2 ready',
      'progress ',
    ]);
    expect(kube.calls.filter(call => call.startsWith('list'))).toEqual([]);
  });

  it('waits for a ready endpoint of each Service', async () => {
    const {kube, logger, wait, clock} = aReadinessScene({services: [service()]});
    const waiting = wait();
    kube.put(checkout.withStatus(status(2)).build());
    kube.put(slice(false));
    await clock.advance(1_000);
    expect(logger.lines.at(-1)).toBe('progress checkout waits for an endpoint');
    kube.put(slice(true));
    await expect(waiting).resolves.toHaveLength(1);
  });

  it('blames the change for a Service that selects nothing', async () => {
    const {kube, wait, clock} = aReadinessScene({services: [service({app: 'chekout'})]});
    const judged = expect(wait()).rejects.toMatchObject({
      blame: 'change',
      message:
        'the workloads are ready, but not their Services (within 2m): Service/checkout has no ready endpoint: its selector app=chekout matches the pods of no workload.',
    });
    kube.put(checkout.withStatus(status(2)).build());
    await clock.advance(2 * MINUTE);
    await judged;
  });

  it('takes a last look when the time is up', async () => {
    const {kube, wait, clock} = aReadinessScene();
    const waiting = wait();
    await clock.advance(MINUTE);
    const get = kube.get;
    kube.get = async <T>(ref: Parameters<typeof get>[0]) =>
      (ref.kind === 'Deployment' ? checkout.withStatus(status(2)).build() : get(ref)) as T;
    await clock.advance(MINUTE);
    await expect(waiting).resolves.toHaveLength(1);
  });

  it('gives up at once on what waiting can not mend', async () => {
    const {kube, wait} = aReadinessScene();
    const judged = expect(wait()).rejects.toMatchObject({
      blame: 'change',
      message: [
        "Deployment/checkout can't become ready: 0 of 2 pods ready.",
        'Pod checkout-1: container app can\'t be created: secret "db" not found.',
      ].join('\n'),
      hint: 'Add the Secret to the manifests or to `victim.secrets`, or correct its name or key.',
    });
    kube.put(checkout.withStatus(status(0)).build());
    const state = {waiting: {reason: 'CreateContainerConfigError', message: 'secret "db" not found'}};
    kube.put(aStuckPod({status: {state}}));
    await judged;
  });

  it('has patience with pods from before, which the change may replace, and with those of others', async () => {
    const {kube, wait, clock} = aReadinessScene({podsBefore: ['uid-checkout-1']});
    const waiting = wait();
    const status_ = {state: {waiting: {reason: 'ErrImageNeverPull', message: 'x'}}};
    kube.put(aStuckPod({status: status_}));
    kube.put(aStuckPod({name: 'job-1', app: 'job', status: status_}));
    await clock.advance(1_000);
    kube.put(checkout.withStatus(status(2)).build());
    await expect(waiting).resolves.toHaveLength(1);
  });

  it('gives up at once when a full quota or the controller says no', async () => {
    const full = 'pods "checkout-1" is forbidden: exceeded quota: q, requested: pods=1, used: pods=0, limited: pods=0';
    const refused = [{type: 'ReplicaFailure', status: 'True', reason: 'FailedCreate', message: full}];
    const quota = aReadinessScene();
    const quotaJudged = expect(quota.wait()).rejects.toMatchObject({
      blame: 'change',
      message: `Deployment/checkout can't become ready: 0 of 2 pods ready, 0 of 2 pods updated.\nIts pods can't be made: ${full}.`,
    });
    quota.kube.put(checkout.withStatus({observedGeneration: 1, conditions: refused}).build());
    await quotaJudged;

    const late = aReadinessScene();
    const progressing = [{type: 'Progressing', status: 'False', reason: 'ProgressDeadlineExceeded'}];
    const lateJudged = expect(late.wait()).rejects.toMatchObject({
      blame: 'change',
      message:
        "Deployment/checkout can't become ready: 0 of 2 pods ready, no progress within its progressDeadlineSeconds (600).",
    });
    late.kube.put(checkout.withStatus({...status(0), conditions: progressing}).build());
    await lateJudged;
  });

  it('finds the refusals of StatefulSets and DaemonSets in their events', async () => {
    const clock = fakeClock();
    const kube = fakeKube({now: clock.now});
    const agent = kube.put(aWorkload('DaemonSet', 'agent').inNamespace('shop').build()) as WorkloadObject;
    const refused = {
      apiVersion: 'v1',
      kind: 'Event',
      metadata: {name: 'e', namespace: 'shop'},
      reason: 'FailedCreate',
      message: '(combined from similar events): Error creating: pods "agent-x" is forbidden: exceeded quota: q',
      involvedObject: {kind: 'DaemonSet', name: 'agent', uid: agent.metadata.uid},
    };
    const awaited = {namespace: 'shop', workloads: [agent], services: [], podsBefore: new Set<string>()};
    const ports = {kube, clock, logger: recordingLogger(), signal: new AbortController().signal};
    const judged = expect(waitUntilReady(awaited, MINUTE, ports)).rejects.toMatchObject({
      blame: 'change',
      message: expect.stringContaining(
        'Its pods can\'t be made: Error creating: pods "agent-x" is forbidden: exceeded quota: q.',
      ),
    });
    kube.put(refused);
    await judged;
  });

  it('does not give up on a refusal where there were pods before, which may be about those', async () => {
    const {kube, wait, clock} = aReadinessScene({podsBefore: ['uid-old']});
    const waiting = wait();
    const refused = {
      type: 'ReplicaFailure',
      status: 'True',
      message: 'pods "x" is forbidden: violates PodSecurity "baseline"',
    };
    kube.put(checkout.withStatus({observedGeneration: 1, conditions: [refused]}).build());
    await clock.advance(1_000);
    kube.put(checkout.withStatus(status(2)).build());
    await expect(waiting).resolves.toHaveLength(1);
  });

  it('blames the environment when a workload vanishes', async () => {
    const {kube, wait, clock} = aReadinessScene();
    const judged = expect(wait()).rejects.toMatchObject({
      blame: 'environment',
      message: 'Deployment/checkout was deleted by someone else while it was waited for',
    });
    kube.remove({apiVersion: 'apps/v1', kind: 'Deployment', name: 'checkout', namespace: 'shop'});
    await clock.advance(2 * MINUTE);
    await judged;
  });

  it('ends with the signal’s reason', async () => {
    const {wait, controller} = aReadinessScene();
    const judged = expect(wait()).rejects.toThrow('interrupted');
    controller.abort(new Error('interrupted'));
    await judged;
  });
});

describe('awaitedServices', () => {
  const named = (services: KubeObject[], workloads: WorkloadObject[]) =>
    awaitedServices(services, workloads).map(({name}) => name);

  it('leaves out Services without a selector, and those of workloads without replicas', () => {
    const workload = checkout.build();
    expect(named([service()], [workload])).toEqual(['checkout']);
    expect(named([service({})], [workload])).toEqual([]);
    expect(named([{...service(), spec: {type: 'ExternalName', selector: {a: 'b'}}}], [workload])).toEqual([]);
    expect(named([service()], [checkout.withReplicas(0).build()])).toEqual([]);
    expect(named([workload], [workload])).toEqual([]);
  });
});
