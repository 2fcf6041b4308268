import {mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {rollBack} from '../../../src/deploy/roll-back.js';
import {createLedger, type FileLedger} from '../../../src/runtime/ledger-file.js';
import {fakeClock} from '../../fakes/fake-clock.js';
import {fakeKube} from '../../fakes/fake-kube.js';
import {recordingLogger} from '../../fakes/recording-logger.js';

const namespace = {apiVersion: 'v1', kind: 'Namespace', name: 'gate-x'};
const config = {apiVersion: 'v1', kind: 'ConfigMap', name: 'c', namespace: 'shared'};

describe('rollBack', () => {
  let folder: string;
  let ledger: FileLedger;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'roll-back-'));
    const about = {startedAt: '', cluster: 'kind' as const, context: 'c', server: 's', kubeconfig: undefined};
    ledger = createLedger(folder, {runId: 'r1', ...about});
  });
  afterEach(() => rmSync(folder, {recursive: true}));

  const scene = () => {
    const clock = fakeClock();
    const kube = fakeKube({now: clock.now});
    kube.answer('/pods?gracePeriodSeconds=1', {});
    return {kube, clock, logger: recordingLogger(), ledger, undos: []};
  };

  it('deletes what was created, the latest first', async () => {
    const ports = scene();
    for (const ref of [namespace, config]) {
      const {name, namespace: where, ...kind} = ref as typeof config;
      const made = ports.kube.put({...kind, metadata: {name, ...(where === undefined ? {} : {namespace: where})}});
      ledger.created(ref, made.metadata.uid ?? '');
    }
    expect(await rollBack(ports, 1000)).toEqual([]);
    expect(ports.kube.calls.filter(call => call.startsWith('delete'))).toEqual([
      'delete ConfigMap/shared/c',
      'delete Namespace/gate-x',
    ]);
    expect(ledger.open()).toEqual([]);
  });

  it('leaves an object alone that took the name of one of ours', async () => {
    const ports = scene();
    ports.kube.put({apiVersion: 'v1', kind: 'ConfigMap', metadata: {name: 'c', namespace: 'shared', uid: 'theirs'}});
    ledger.created(config, 'ours');
    expect(await rollBack(ports, 1000)).toEqual([]);
    expect(await ports.kube.get(config)).toBeDefined();
  });

  it('takes what was only intended for ours when it bears the run’s label, and for others’ when not', async () => {
    const ports = scene();
    ports.kube.put({apiVersion: 'v1', kind: 'ConfigMap', metadata: {name: 'c', namespace: 'shared'}});
    ports.kube.put({
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: {name: 'd', namespace: 'shared', labels: {'chaos-cost-gate/run': 'r1'}},
    });
    ledger.intend(config);
    ledger.intend({...config, name: 'd'});
    ledger.intend({...config, name: 'never-made'});
    expect(await rollBack(ports, 1000)).toEqual([]);
    expect(await ports.kube.get(config)).toBeDefined();
    expect(await ports.kube.get({...config, name: 'd'})).toBeUndefined();
    expect(ledger.open()).toEqual([]);
  });

  it('goes on after a failure, names what is left and keeps it in the ledger', async () => {
    const ports = scene();
    const made = ports.kube.put({apiVersion: 'v1', kind: 'ConfigMap', metadata: {name: 'c', namespace: 'shared'}});
    ledger.created(config, made.metadata.uid ?? '');
    ledger.created({apiVersion: 'v1', kind: 'Secret', name: 's', namespace: 'shared'}, 'u');
    ports.kube.refuse('delete', 'Secret', new Error('forbidden'));
    expect(await rollBack(ports, 1000)).toEqual(['Secret/shared/s: forbidden']);
    expect(await ports.kube.get(config)).toBeUndefined();
    expect(ledger.open().map(entry => entry.ref.kind)).toEqual(['Secret']);
  });

  it('gives up on a namespace that hangs when its time is over', async () => {
    const ports = scene();
    const made = ports.kube.put({...namespace, metadata: {name: 'gate-x', finalizers: ['held']}});
    ledger.created(namespace, made.metadata.uid ?? '');
    const done = rollBack(ports, 5_000);
    await ports.clock.advance(6_000);
    expect((await done)[0]).toContain('Namespace/gate-x: the namespace gate-x is still being deleted after 5 s');
    expect(ledger.open()).toHaveLength(1);
  });
});
