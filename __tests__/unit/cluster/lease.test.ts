import {ApiError} from '../../../src/cluster/kube.js';
import {holdLease} from '../../../src/cluster/lease.js';
import {fakeClock} from '../../fakes/fake-clock.js';
import {fakeKube} from '../../fakes/fake-kube.js';
import {fakeLedger} from '../../fakes/fake-ledger.js';
import {openSandbox} from '../../fakes/open-sandbox.js';
import {recordingLogger} from '../../fakes/recording-logger.js';

const LEASE = {apiVersion: 'coordination.k8s.io/v1', kind: 'Lease', name: 'chaos-cost-gate', namespace: 'default'};
const never = new AbortController().signal;

function aCluster() {
  const clock = fakeClock();
  const kube = fakeKube({now: clock.now});
  return {clock, kube, logger: recordingLogger(), ledger: fakeLedger()};
}

const foreign = (renewTime: string) => ({
  apiVersion: LEASE.apiVersion,
  kind: LEASE.kind,
  metadata: {name: LEASE.name, namespace: 'default', uid: 'theirs'},
  spec: {holderIdentity: 'shop (run 77)', leaseDurationSeconds: 20, renewTime},
});

describe('holdLease', () => {
  it('takes a free lease, renews it and gives it back', async () => {
    const cluster = aCluster();
    const lease = await holdLease('toy (run 1)', cluster, never);
    const first = await cluster.kube.get<ReturnType<typeof foreign>>(LEASE);
    expect(first?.spec.holderIdentity).toBe('toy (run 1)');
    expect(cluster.ledger.lines[0]).toBe('intend Lease/default/chaos-cost-gate');
    await cluster.clock.advance(4_000);
    const renewed = await cluster.kube.get<ReturnType<typeof foreign>>(LEASE);
    expect(renewed?.spec.renewTime).not.toBe(first?.spec.renewTime);
    await lease.release();
    expect(await cluster.kube.get(LEASE)).toBeUndefined();
    expect(cluster.ledger.lines.at(-1)).toBe('gone Lease/default/chaos-cost-gate');
  });

  it('waits for a holder that renews, and says for whom', async () => {
    const cluster = aCluster();
    cluster.kube.put(foreign('t0'));
    const waiting = holdLease('toy (run 1)', cluster, never);
    for (let second = 1; second <= 60; second++) {
      await cluster.clock.advance(1_000);
      cluster.kube.put(foreign(`t${second}`));
    }
    expect(cluster.logger.lines).toEqual(['info Waiting for another gate on this cluster: shop (run 77)']);
    cluster.kube.remove(LEASE);
    await cluster.clock.advance(2_000);
    await (await waiting).release();
  });

  it('succeeds a holder whose record has not changed for its lease’s duration', async () => {
    const cluster = aCluster();
    cluster.kube.put(foreign('t0'));
    const waiting = holdLease('toy (run 1)', cluster, never);
    await cluster.clock.advance(19_000);
    expect((await cluster.kube.get<ReturnType<typeof foreign>>(LEASE))?.spec.holderIdentity).toBe('shop (run 77)');
    await cluster.clock.advance(5_000);
    await (await waiting).release();
    expect(cluster.logger.lines.at(-1)).toContain('taking over');
  });

  it('is lost when it can’t be renewed for half its duration', async () => {
    const cluster = aCluster();
    const lease = await holdLease('toy (run 1)', cluster, never);
    cluster.kube.refuse('patch', 'Lease', new ApiError(500, 'InternalError', 'etcd is away'));
    const lost = expect(lease.lost).rejects.toMatchObject({
      blame: 'environment',
      message: 'the lease of the cluster was lost: etcd is away',
    });
    await cluster.clock.advance(24_000);
    await lost;
  });

  it('is lost at once when somebody took it away', async () => {
    const cluster = aCluster();
    const lease = await holdLease('toy (run 1)', cluster, never);
    cluster.kube.remove(LEASE);
    const lost = expect(lease.lost).rejects.toMatchObject({blame: 'environment'});
    await cluster.clock.advance(4_000);
    await lost;
  });

  it('is lost at once when somebody else holds one of its name, as an API server puts it', async () => {
    const clock = fakeClock();
    const {kube, store, close} = await openSandbox({clock});
    const ports = {clock, kube, logger: recordingLogger(), ledger: fakeLedger()};
    const lease = await holdLease('toy (run 1)', ports, never);
    store.remove(LEASE);
    store.create(foreign('2026-01-01T00:00:00.000000Z'));
    await clock.advance(4_000);
    await expect(lease.lost).rejects.toThrow(/the lease of the cluster was lost.*metadata.uid/);
    await close();
  });

  it('stops waiting when the run is interrupted', async () => {
    const cluster = aCluster();
    cluster.kube.put(foreign('t0'));
    const controller = new AbortController();
    const waiting = expect(holdLease('toy (run 1)', cluster, controller.signal)).rejects.toThrow('interrupted');
    await cluster.clock.advance(1_500);
    controller.abort(new Error('interrupted'));
    await waiting;
  });
});
