import type {ObjectRef} from '../../../src/cluster/kube.js';
import {rollBack} from '../../../src/deploy/roll-back.js';
import {fakeClock} from '../../fakes/fake-clock.js';
import {fakeKube} from '../../fakes/fake-kube.js';
import {fakeLedger} from '../../fakes/fake-ledger.js';
import {recordingLogger} from '../../fakes/recording-logger.js';

const MAP: ObjectRef = {apiVersion: 'v1', kind: 'ConfigMap', namespace: 'shop', name: 'settings'};
const STRESS: ObjectRef = {apiVersion: 'chaos-mesh.org/v1alpha1', kind: 'StressChaos', namespace: 'shop', name: 'hog'};

describe('rollBack with kinds that need their own way', () => {
  it('undoes the latest first, kinds that need it in their own way, and says what is left', async () => {
    const kube = fakeKube();
    const ledger = fakeLedger();
    const {metadata} = kube.put({...MAP, metadata: {name: MAP.name, namespace: 'shop'}});
    const undone: string[] = [];
    const undos = [
      {
        undoes: (ref: ObjectRef) => ref.kind === 'StressChaos',
        undo: async (_: ObjectRef, uid: string) => {
          undone.push(uid);
          throw new Error('its finalizer stays');
        },
      },
    ];
    const open = () => [
      {ref: MAP, uid: metadata.uid},
      {ref: STRESS, uid: 'uid-hog'},
    ];
    const ports = {kube, clock: fakeClock(), logger: recordingLogger(), ledger: {...ledger, open}, undos};
    expect(await rollBack(ports, 1_000)).toEqual(['StressChaos/shop/hog: its finalizer stays']);
    expect(undone).toEqual(['uid-hog']);
    expect(await kube.get(MAP)).toBeUndefined();
    expect(ledger.lines).toEqual(['gone ConfigMap/shop/settings']);
  });
});
