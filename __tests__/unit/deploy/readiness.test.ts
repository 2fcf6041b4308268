import type {KubeObject} from '../../../src/cluster/kube.js';
import {waitUntilReady} from '../../../src/deploy/readiness.js';
import {awaitedServices} from '../../../src/deploy/service-endpoints.js';
import type {WorkloadObject} from '../../../src/deploy/workloads.js';
import {aPodEvent, aStuckPod} from '../../builders/a-stuck-pod.js';
import {aWorkload} from '../../builders/a-workload.js';
import {fakeClock} from '../../fakes/fake-clock.js';
import {fakeKube} from '../../fakes/fake-kube.js';
import {recordingLogger} from '../../fakes/recording-logger.js';

const MINUTE = 60_000;
const checkout = aWorkload().inNamespace('shop').withReplicas(2);
const status = (ready: number) => ({observedGeneration: 1, replicas: 2, updatedReplicas: 2, availableReplicas: ready});
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

function scene({services = [], podsBefore = []}: {services?: KubeObject[]; podsBefore?: string[]} = {}) {
  const clock = fakeClock();
  const kube = fakeKube({now: clock.now});
  const logger = recordingLogger();
  const controller = new AbortController();
  const workloads = [kube.put(checkout.build()) as WorkloadObject];
  kube.put({
    apiVersion: 'v1',
    kind: 'Node',
    metadata: {name: 'node-1'},
    status: {conditions: [{type: 'Ready', status: 'True'}]},
  });
  const wait = () =>
    waitUntilReady(
      {namespace: 'shop', workloads, services: awaitedServices(services, workloads), podsBefore: new Set(podsBefore)},
      2 * MINUTE,
      {kube, clock, logger, signal: controller.signal},
    );
  return {clock, kube, logger, controller, wait};
}

describe('waitUntilReady', () => {
  it('resolves when the workloads are rolled out, and reports how far they are', async () => {
    const {kube, logger, wait} = scene();
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
    const {kube, logger, wait, clock} = scene({services: [service()]});
    const waiting = wait();
    kube.put(checkout.withStatus(status(2)).build());
    kube.put(slice(false));
    await clock.advance(1_000);
    expect(logger.lines.at(-1)).toBe('progress checkout waits for an endpoint');
    kube.put(slice(true));
    await expect(waiting).resolves.toHaveLength(1);
  });

  it('blames the change for a Service that selects nothing', async () => {
    const {kube, wait, clock} = scene({services: [service({app: 'chekout'})]});
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
    const {kube, wait, clock} = scene();
    const waiting = wait();
    await clock.advance(MINUTE);
    const get = kube.get;
    kube.get = async <T>(ref: Parameters<typeof get>[0]) =>
      (ref.kind === 'Deployment' ? checkout.withStatus(status(2)).build() : get(ref)) as T;
    await clock.advance(MINUTE);
    await expect(waiting).resolves.toHaveLength(1);
  });

  it('gives up at once on what waiting can not mend', async () => {
    const {kube, wait} = scene();
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
    const {kube, wait, clock} = scene({podsBefore: ['uid-checkout-1']});
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
    const quota = scene();
    const quotaJudged = expect(quota.wait()).rejects.toMatchObject({
      blame: 'change',
      message: `Deployment/checkout can't become ready: 0 of 2 pods ready, 0 of 2 pods updated.\nIts pods can't be made: ${full}.`,
    });
    quota.kube.put(checkout.withStatus({observedGeneration: 1, conditions: refused}).build());
    await quotaJudged;

    const late = scene();
    const progressing = [{type: 'Progressing', status: 'False', reason: 'ProgressDeadlineExceeded'}];
    const lateJudged = expect(late.wait()).rejects.toMatchObject({
      blame: 'change',
      message:
        "Deployment/checkout can't become ready: 0 of 2 pods ready, no progress within its progressDeadlineSeconds (600).",
    });
    late.kube.put(checkout.withStatus({...status(0), conditions: progressing}).build());
    await lateJudged;
  });

  it('says why when the time is up: a crash, with the log of the run before', async () => {
    const {kube, wait, clock} = scene();
    const state = {waiting: {reason: 'CrashLoopBackOff'}};
    const lastState = {terminated: {exitCode: 3, reason: 'Error'}};
    for (const name of ['checkout-1', 'checkout-2'])
      kube.put(aStuckPod({name, status: {state, lastState, restartCount: 3}}));
    kube.put(checkout.withStatus(status(0)).build());
    kube.answer('/api/v1/namespaces/shop/pods/checkout-1/log?container=app&tailLines=20&previous=true', {
      text: '\u001b[31mconnecting\u001b[0m\n\nError: no database at db:5432\n',
    });
    const judged = expect(wait()).rejects.toMatchObject({
      blame: 'change',
      message: [
        'Deployment/checkout did not become ready within 2m: 0 of 2 pods ready.',
        '2 pods (checkout-1, checkout-2): container app crashed 4 times, the last time with exit code 3. Its last log lines:',
        '  connecting',
        '  Error: no database at db:5432',
      ].join('\n'),
    });
    await clock.advance(2 * MINUTE);
    await judged;
  });

  it('takes the current log where there is none of the run before', async () => {
    const {kube, wait, clock} = scene();
    const terminated = {exitCode: 1, reason: 'Error'};
    kube.put(aStuckPod({status: {state: {terminated}}}));
    kube.put(checkout.withStatus(status(0)).build());
    kube.answer('tailLines=20', {text: 'out of luck'});
    kube.answer('previous=true', {status: 400, text: 'previous terminated container not found'});
    const judged = expect(wait()).rejects.toThrow('Its last log lines:\n  out of luck');
    await clock.advance(2 * MINUTE);
    await judged;
  });

  it('says why when the time is up: a readiness probe', async () => {
    const {kube, wait, clock} = scene();
    const container = {readinessProbe: {httpGet: {path: '/health', port: 8080}}};
    kube.put(aStuckPod({container, status: {state: {running: {}}}}));
    kube.put(aPodEvent('Unhealthy', 'Readiness probe failed: HTTP probe failed with statuscode: 503'));
    kube.put(checkout.withStatus(status(1)).build());
    kube.answer('/log?container=app&tailLines=5', {text: ''});
    const judged = expect(wait()).rejects.toMatchObject({
      blame: 'change',
      message: [
        'Deployment/checkout did not become ready within 2m: 1 of 2 pods ready.',
        'Pod checkout-1: the readiness probe of container app (GET /health on port 8080) fails: HTTP probe failed with statuscode: 503.',
      ].join('\n'),
    });
    await clock.advance(2 * MINUTE);
    await judged;
  });

  it('blames the environment when pods have no node, or their node is not ready', async () => {
    const message = '0/1 nodes are available: 1 Insufficient cpu. preemption: 0/1 nodes are available.';
    const unscheduled = scene();
    const conditions = [{type: 'PodScheduled', status: 'False', reason: 'Unschedulable', message}];
    unscheduled.kube.put(aStuckPod({node: 'none', conditions, container: {resources: {requests: {cpu: '64'}}}}));
    unscheduled.kube.put(checkout.withStatus(status(0)).build());
    const judged = expect(unscheduled.wait()).rejects.toMatchObject({
      blame: 'environment',
      message: [
        'Deployment/checkout did not become ready within 2m: 0 of 2 pods ready.',
        "Pod checkout-1: can't be scheduled: 0/1 nodes are available: 1 Insufficient cpu (app requests cpu 64).",
      ].join('\n'),
    });
    await unscheduled.clock.advance(2 * MINUTE);
    await judged;

    const lost = scene();
    const notReady = {type: 'Ready', status: 'Unknown', message: 'Kubelet stopped posting node status.'};
    lost.kube.put({apiVersion: 'v1', kind: 'Node', metadata: {name: 'node-1'}, status: {conditions: [notReady]}});
    lost.kube.put(aStuckPod({status: {state: {waiting: {reason: 'ContainerCreating'}}}}));
    lost.kube.put(checkout.withStatus(status(0)).build());
    const lostJudged = expect(lost.wait()).rejects.toMatchObject({
      blame: 'environment',
      message: expect.stringContaining(
        'Pod checkout-1: its node node-1 is not ready: Kubelet stopped posting node status.',
      ),
    });
    await lost.clock.advance(2 * MINUTE);
    await lostJudged;
  });

  it('says so when nothing looks wrong', async () => {
    const {wait, clock} = scene();
    const judged = expect(wait()).rejects.toMatchObject({
      blame: 'change',
      message:
        'Deployment/checkout did not become ready within 2m: 0 of 2 pods ready, its controller has not seen it yet.',
      hint: 'Nothing looks wrong: if the service takes this long to start, raise `victim.readyWithin`.',
    });
    await clock.advance(2 * MINUTE);
    await judged;
  });

  it('blames the environment when a workload vanishes', async () => {
    const {kube, wait, clock} = scene();
    const judged = expect(wait()).rejects.toMatchObject({
      blame: 'environment',
      message: 'Deployment/checkout was deleted by someone else while it was waited for',
    });
    kube.remove({apiVersion: 'apps/v1', kind: 'Deployment', name: 'checkout', namespace: 'shop'});
    await clock.advance(2 * MINUTE);
    await judged;
  });

  it('ends with the signal’s reason', async () => {
    const {wait, controller} = scene();
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
