import {ApiError} from '../../../src/cluster/kube.js';
import {aReadinessScene, checkout, MINUTE, status} from '../../builders/a-readiness-scene.js';
import {aPodEvent, aStuckPod} from '../../builders/a-stuck-pod.js';

describe('whyNotReady, when the time is up', () => {
  it('does without nodes where they may not be read', async () => {
    const {kube, wait, clock} = aReadinessScene();
    kube.refuse('get', 'Node', new ApiError(403, 'Forbidden', 'no'));
    kube.put(aStuckPod({status: {state: {waiting: {reason: 'ImagePullBackOff', message: 'Back-off'}}}}));
    kube.put(checkout.withStatus(status(0)).build());
    const judged = expect(wait()).rejects.toThrow("Pod checkout-1: container app can't get its image checkout:ci");
    await clock.advance(2 * MINUTE);
    await judged;
  });

  it('explains a crash, with the log of the run before', async () => {
    const {kube, wait, clock} = aReadinessScene();
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
    const {kube, wait, clock} = aReadinessScene();
    const terminated = {exitCode: 1, reason: 'Error'};
    kube.put(aStuckPod({status: {state: {terminated}}}));
    kube.put(checkout.withStatus(status(0)).build());
    kube.answer('tailLines=20', {text: 'out of luck'});
    kube.answer('previous=true', {status: 400, text: 'previous terminated container not found'});
    const judged = expect(wait()).rejects.toThrow('Its last log lines:\n  out of luck');
    await clock.advance(2 * MINUTE);
    await judged;
  });

  it('explains a readiness probe', async () => {
    const {kube, wait, clock} = aReadinessScene();
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
    const unscheduled = aReadinessScene();
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

    const lost = aReadinessScene();
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
    const {wait, clock} = aReadinessScene();
    const judged = expect(wait()).rejects.toMatchObject({
      blame: 'change',
      message:
        'Deployment/checkout did not become ready within 2m: 0 of 2 pods ready, its controller has not seen it yet.',
      hint: 'Nothing looks wrong: if the service takes this long to start, raise `victim.readyWithin`.',
    });
    await clock.advance(2 * MINUTE);
    await judged;
  });
});
