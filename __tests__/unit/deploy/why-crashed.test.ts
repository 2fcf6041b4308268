import {type Crash, whyCrashed} from '../../../src/deploy/why-crashed.js';
import {aStuckPod} from '../../builders/a-stuck-pod.js';
import {fakeClock} from '../../fakes/fake-clock.js';
import {type FakeKube, fakeKube} from '../../fakes/fake-kube.js';

const ended = (exitCode: number, more: object = {}) => ({
  name: 'app',
  restartCount: 1,
  state: {waiting: {reason: 'CrashLoopBackOff'}},
  lastState: {terminated: {exitCode, reason: 'Error', ...more}},
});
const READY = [{type: 'Ready', status: 'True'}];

describe('whyCrashed', () => {
  let kube: FakeKube;
  beforeEach(() => {
    kube = fakeKube({now: fakeClock().now});
    kube.answer('/log?container=app&tailLines=20&previous=true', {text: 'no database at db:5432'});
  });
  const ask = (crash: Partial<Crash> = {}) =>
    whyCrashed(
      {pods: [{name: 'checkout-1', containers: ['app']}], count: 'all', what: 'The victim crashed', ...crash},
      {kube, namespace: 'shop', signal: new AbortController().signal},
    );

  it('tells how a container ended, with its last words, and blames the change', async () => {
    kube.put(aStuckPod({status: ended(3)}));
    expect(await ask()).toMatchObject({
      blame: 'change',
      message:
        'The victim crashed, before anything was injected.\nPod checkout-1: container app crashed twice, the last time with exit code 3. Its last log lines:\n  no database at db:5432',
    });
  });

  it('tells only of the containers that were seen to end', async () => {
    const sidecar = {...ended(137, {reason: 'OOMKilled'}), name: 'sidecar', restartCount: 9};
    const containers = [{name: 'sidecar'}, {name: 'app'}];
    const containerStatuses = [sidecar, ended(3)];
    kube.put(aStuckPod({more: {spec: {containers}, status: {containerStatuses}}}));
    const crash = await ask();
    expect(crash?.message).not.toContain('sidecar');
    expect(crash?.hint).not.toContain('memory');
  });

  it.each<[string, Parameters<typeof aStuckPod>[0]]>([
    ['its node has ended', {status: ended(137), more: {status: {phase: 'Failed', reason: 'Evicted'}}}],
    ['was never there', {name: 'checkout-2', status: ended(3)}],
  ])('blames nothing for a pod that %s', async (_, pod) => {
    kube.put(aStuckPod(pod));
    expect(await ask()).toBeUndefined();
  });

  it('blames nothing for a pod that is being deleted', async () => {
    const pod = aStuckPod({status: ended(0)});
    pod.metadata.deletionTimestamp = '2026-01-01T00:00:00Z';
    kube.put(pod);
    expect(await ask()).toBeUndefined();
  });

  it('passes over pods that are ready again where only the lost ones count', async () => {
    kube.put(aStuckPod({status: {...ended(3), state: {running: {}}}, more: {status: {conditions: READY}}}));
    expect(await ask({count: 'lost'})).toBeUndefined();
    expect(await ask({count: 'all'})).toBeDefined();
  });
});
