import {ApiError, type KubeObject, refOf} from '../../../src/cluster/kube.js';
import {applyManifests} from '../../../src/deploy/apply.js';
import {findExisting} from '../../../src/deploy/existing.js';
import {labelsOfRun} from '../../../src/deploy/labels.js';
import type {NamespacePlan} from '../../../src/deploy/namespace.js';
import type {PreparedManifest} from '../../../src/deploy/prepare.js';
import {aCrd} from '../../builders/a-crd.js';
import {fakeClock} from '../../fakes/fake-clock.js';
import {fakeKube} from '../../fakes/fake-kube.js';
import {fakeLedger} from '../../fakes/fake-ledger.js';
import {recordingLogger} from '../../fakes/recording-logger.js';

const own: NamespacePlan = {name: 'shop', how: 'make'};
const named: NamespacePlan = {name: 'shop', how: 'use'};
const kinds = {
  cm: ['v1', 'ConfigMap'],
  role: ['rbac.authorization.k8s.io/v1', 'ClusterRole'],
  widget: ['shop.example/v1', 'Widget'],
};

function prepared(kind: keyof typeof kinds, name: string): PreparedManifest {
  const [apiVersion = '', kindName = ''] = kinds[kind];
  const metadata = {name, ...(kind === 'role' ? {} : {namespace: 'shop'}), labels: labelsOfRun('run-1')};
  return manifestOf({apiVersion, kind: kindName, metadata, data: {a: 'new'}});
}

function manifestOf(object: KubeObject): PreparedManifest {
  return {object, ref: refOf(object), origin: 'k8s/app.yaml document 2'};
}

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

async function apply(manifests: PreparedManifest[], namespace: NamespacePlan, to = ports(), {adopt = false} = {}) {
  const existing = await findExisting(manifests, {...to, namespace, adopt});
  return {...(await applyManifests(manifests, {namespace, existing}, to)), to};
}

describe('applyManifests', () => {
  it('leaves to the run’s own namespace what is in it, and writes down the rest', async () => {
    const {to, applied} = await apply([prepared('role', 'reader'), prepared('cm', 'a')], own);
    expect(to.ledger.lines).toEqual([
      'intend ClusterRole/reader',
      `created ClusterRole/reader ${applied[0]?.after.metadata.uid}`,
    ]);
    expect(to.logger.lines).toEqual([
      'progress applying ClusterRole/reader (1 of 2)',
      'progress applying ConfigMap/shop/a (2 of 2)',
    ]);
  });

  it('writes down everything that it makes in a namespace that stays', async () => {
    const {to} = await apply([prepared('cm', 'a')], named);
    expect(to.ledger.lines).toEqual(['intend ConfigMap/shop/a', 'created ConfigMap/shop/a uid-1']);
  });

  it('forces its will only in its own namespace', async () => {
    const to = ports();
    const forced: unknown[] = [];
    const apply_ = to.kube.apply;
    to.kube.apply = (object, options) => {
      forced.push(options?.force);
      return apply_(object, options);
    };
    await apply([prepared('role', 'reader'), prepared('cm', 'a')], own, to);
    await apply([prepared('cm', 'b')], named, to);
    expect(forced).toEqual([false, true, false]);
  });

  it('refuses what exists and is not the gate’s, before it changes anything', async () => {
    const to = ports();
    to.kube.put({apiVersion: 'v1', kind: 'ConfigMap', metadata: {name: 'b', namespace: 'shop'}});
    await expect(apply([prepared('cm', 'a'), prepared('cm', 'b')], named, to)).rejects.toMatchObject({
      blame: 'usage',
      message: "these objects exist already and are not the gate's: ConfigMap/shop/b",
    });
    expect(to.kube.calls.filter(call => call.startsWith('apply'))).toEqual([]);
  });

  it('changes an adopted object in place, which never looks like ours nor gets into the ledger', async () => {
    const to = ports();
    const object = {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: {name: 'a', namespace: 'shop', labels: {team: 'x'}},
      data: {a: 'old'},
    };
    to.kube.put(object);
    const {applied, notices} = await apply([prepared('cm', 'a')], named, to, {adopt: true});
    expect(applied[0]?.after).toMatchObject({metadata: {labels: {team: 'x'}}, data: {a: 'new'}});
    expect(applied[0]?.after.metadata.labels).toEqual({team: 'x'});
    expect(applied[0]?.before).toMatchObject({data: {a: 'old'}});
    expect(to.ledger.lines).toEqual([]);
    expect(notices).toEqual(['Existed already, was changed in place and stays: ConfigMap/shop/a.']);
  });

  it('takes over what an earlier run left, and removes it with what is its own', async () => {
    const to = ports();
    to.kube.put({
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: {name: 'a', namespace: 'shop', labels: labelsOfRun('run-0')},
    });
    const {notices} = await apply([prepared('cm', 'a')], named, to);
    expect(new Set(to.ledger.lines)).toEqual(new Set(['created ConfigMap/shop/a uid-1']));
    expect(notices).toEqual([]);
  });

  it('waits for what is being deleted, and says so when it stays', async () => {
    const to = ports();
    const leaving = {deletionTimestamp: '2026-01-01T00:00:00Z', finalizers: ['x/y']};
    to.kube.put({apiVersion: 'v1', kind: 'ConfigMap', metadata: {name: 'a', namespace: 'shop', ...leaving}});
    const applying = apply([prepared('cm', 'a')], named, to);
    await to.clock.advance(1_000);
    to.kube.remove(prepared('cm', 'a').ref);
    await expect(applying).resolves.toMatchObject({notices: []});

    to.kube.put({apiVersion: 'v1', kind: 'ConfigMap', metadata: {name: 'b', namespace: 'shop', ...leaving}});
    const stuck = expect(apply([prepared('cm', 'b')], named, to)).rejects.toMatchObject({
      blame: 'environment',
      message: 'ConfigMap/shop/b is still being deleted after 60 s (finalizers: x/y)',
    });
    await to.clock.advance(60_000);
    await stuck;
  });

  it('takes the entry back when the server refuses, and keeps it when nobody knows', async () => {
    const refused = ports();
    refused.kube.refuse('apply', 'ConfigMap', new ApiError(422, 'Invalid', 'bad'));
    await expect(apply([prepared('cm', 'a')], named, refused)).rejects.toThrow();
    expect(refused.ledger.lines).toEqual(['intend ConfigMap/shop/a', 'gone ConfigMap/shop/a']);
    const cut = ports();
    cut.kube.refuse('apply', 'ConfigMap', new Error('socket hang up'));
    await expect(apply([prepared('cm', 'a')], named, cut)).rejects.toThrow('socket hang up');
    expect(cut.ledger.lines).toEqual(['intend ConfigMap/shop/a']);
  });

  it('waits until a CRD is established before it applies its kinds', async () => {
    const to = ports();
    const crd = manifestOf(aCrd('Widget'));
    const applying = apply([crd, prepared('widget', 'w')], own, to);
    await to.clock.advance(500);
    expect(to.kube.calls.filter(call => call.startsWith('apply'))).toHaveLength(1);
    to.kube.put({...crd.object, status: {conditions: [{type: 'Established', status: 'True'}]}});
    await applying;
    expect(to.kube.calls.filter(call => call.startsWith('apply'))).toHaveLength(2);
  });

  it('blames the change for a CRD whose names are not accepted', async () => {
    const to = ports();
    to.kube.when('CustomResourceDefinition', object => {
      const refusal = {type: 'NamesAccepted', status: 'False', message: '"widgets" is already in use'};
      to.kube.put({...object, status: {conditions: [refusal]}});
    });
    await expect(apply([manifestOf(aCrd('Widget'))], own, to)).rejects.toMatchObject({
      blame: 'change',
      message:
        'k8s/app.yaml document 2 CustomResourceDefinition/widgets.shop.example is not established: "widgets" is already in use',
    });
  });
});
