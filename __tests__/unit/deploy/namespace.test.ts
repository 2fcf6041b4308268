import fc from 'fast-check';
import {ApiError} from '../../../src/cluster/kube.js';
import {makeNamespace, planNamespace} from '../../../src/deploy/namespace.js';
import {namespaceName} from '../../../src/deploy/namespace-name.js';
import type {Spec} from '../../../src/spec/schema.js';
import {aSpec} from '../../builders/a-spec.js';
import {fakeClock} from '../../fakes/fake-clock.js';
import {fakeKube} from '../../fakes/fake-kube.js';
import {fakeLedger} from '../../fakes/fake-ledger.js';
import {recordingLogger} from '../../fakes/recording-logger.js';

function ports() {
  const clock = fakeClock();
  return {
    kube: fakeKube({now: clock.now}),
    clock,
    ledger: fakeLedger(),
    logger: recordingLogger(),
    signal: new AbortController().signal,
  };
}

const specWith = (victim: Partial<Spec['victim']>): Spec => {
  const spec = aSpec().build();
  return {...spec, victim: {...spec.victim, ...victim}};
};
const namespace = (name: string, labels: Record<string, string> = {}) => ({
  apiVersion: 'v1',
  kind: 'Namespace',
  metadata: {name, labels},
});

describe('namespaceName', () => {
  it('is a DNS label that begins with the spec’s name, for every name and run', () => {
    const names = fc.stringMatching(/^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/);
    fc.assert(
      fc.property(names, fc.string(), (name, runId) => {
        const made = namespaceName(name, runId);
        expect(made).toMatch(/^gate-[a-z0-9]([-a-z0-9]*[a-z0-9])?-[a-z0-9]{5}$/);
        expect(made.length).toBeLessThanOrEqual(63);
        expect(made.startsWith(`gate-${name.slice(0, 40)}`.replace(/-+$/, ''))).toBe(true);
      }),
    );
  });

  it('differs from run to run', () => {
    expect(namespaceName('shop', 'run-1')).not.toBe(namespaceName('shop', 'run-2'));
    expect(namespaceName('shop', 'run-1')).toBe(namespaceName('shop', 'run-1'));
  });
});

describe('planNamespace', () => {
  it('makes one for the run where none is named, and asks nothing', async () => {
    const to = ports();
    await expect(planNamespace(specWith({}), to)).resolves.toEqual({
      name: namespaceName('checkout', 'run-1'),
      how: 'make',
    });
    expect(to.kube.calls).toEqual([]);
  });

  it('makes the named one where it is missing', async () => {
    await expect(planNamespace(specWith({namespace: 'staging'}), ports())).resolves.toEqual({
      name: 'staging',
      how: 'make',
    });
  });

  it('uses the named one where it bears the gate’s label or is adopted', async () => {
    const to = ports();
    to.kube.put(namespace('staging', {'app.kubernetes.io/managed-by': 'chaos-cost-gate'}));
    to.kube.put(namespace('team'));
    await expect(planNamespace(specWith({namespace: 'staging'}), to)).resolves.toEqual({name: 'staging', how: 'use'});
    await expect(planNamespace(specWith({namespace: 'team', adopt: true}), to)).resolves.toEqual({
      name: 'team',
      how: 'use',
    });
  });

  it('refuses a foreign one, and Kubernetes’ own even when adopted', async () => {
    const to = ports();
    to.kube.put(namespace('team'));
    await expect(planNamespace(specWith({namespace: 'team'}), to)).rejects.toMatchObject({
      blame: 'usage',
      message: "the namespace team exists and is not the gate's",
    });
    const system = planNamespace(specWith({namespace: 'kube-system', adopt: true}), to);
    await expect(system).rejects.toMatchObject({
      blame: 'usage',
      message: 'the namespace kube-system belongs to Kubernetes itself',
    });
  });

  it('waits for one that is being deleted, and then makes it', async () => {
    const to = ports();
    const leaving = namespace('staging');
    to.kube.put({...leaving, metadata: {...leaving.metadata, deletionTimestamp: '2026-01-01T00:00:00Z'}});
    const planning = planNamespace(specWith({namespace: 'staging'}), to);
    await to.clock.advance(1000);
    to.kube.remove({apiVersion: 'v1', kind: 'Namespace', name: 'staging'});
    await expect(planning).resolves.toEqual({name: 'staging', how: 'make'});
    expect(to.logger.lines).toEqual(['info Waiting for the namespace staging, which is being deleted.']);
  });
});

describe('makeNamespace', () => {
  it('writes the ledger before and after, and labels the namespace as the run’s', async () => {
    const to = ports();
    await makeNamespace('gate-shop-1', to);
    const made = await to.kube.get({apiVersion: 'v1', kind: 'Namespace', name: 'gate-shop-1'});
    expect(made).toMatchObject({
      metadata: {labels: {'app.kubernetes.io/managed-by': 'chaos-cost-gate', 'chaos-cost-gate/run': 'run-1'}},
    });
    expect(to.ledger.lines).toEqual([
      'intend Namespace/gate-shop-1',
      `created Namespace/gate-shop-1 ${made?.metadata.uid}`,
    ]);
  });

  it('takes the entry back when the server refuses, and keeps it when nobody knows', async () => {
    const refused = ports();
    refused.kube.refuse('create', 'Namespace', new ApiError(403, 'Forbidden', 'no'));
    await expect(makeNamespace('gate-shop-1', refused)).rejects.toMatchObject({
      blame: 'environment',
      message: "the namespace gate-shop-1 can't be made: no",
    });
    expect(refused.ledger.lines).toEqual(['intend Namespace/gate-shop-1', 'gone Namespace/gate-shop-1']);
    const cut = ports();
    cut.kube.refuse('create', 'Namespace', new Error('socket hang up'));
    await expect(makeNamespace('gate-shop-1', cut)).rejects.toThrow('socket hang up');
    expect(cut.ledger.lines).toEqual(['intend Namespace/gate-shop-1']);
  });

  it('does without the service account where it may not be watched', async () => {
    const to = ports();
    to.kube.refuse('watch', 'ServiceAccount', new ApiError(403, 'Forbidden', 'no'));
    await expect(makeNamespace('gate-shop-1', to)).resolves.toBeUndefined();
  });
});
