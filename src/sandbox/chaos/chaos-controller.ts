import {type KubeObject, refOf} from '../../cluster/kube.js';
import {messageOf} from '../../failure.js';
import type {Clock} from '../../runtime/clock.js';
import {createSay, type Say} from '../events.js';
import {timestamp} from '../object-birth.js';
import type {Store} from '../store.js';
import {chaosStatus, type Injected, type RecordDraft} from './chaos-status.js';
import type {ChaosFault, FaultPorts} from './fault.js';
import {podFault} from './pod-faults.js';
import {type ChaosSelector, selectPods} from './select-pods.js';
import {stressFault} from './stress-fault.js';

export interface ChaosPorts extends FaultPorts {
  clock: Clock;
  random(): number;
}

const FINALIZER = 'chaos-mesh/records';
const KINDS = ['chaos-mesh.org/v1alpha1/PodChaos', 'chaos-mesh.org/v1alpha1/StressChaos'];

/** Carries out objects of Chaos Mesh, with its finalizer, conditions, records and events. Returns the end of it. */
export function controlChaos(ports: ChaosPorts): () => void {
  const {store} = ports;
  const say = createSay('chaos-mesh', ports);
  const active = new Map<string, Injected>();
  const closed = new AbortController();

  const stop = (object: KubeObject, why: string): void => {
    const {uid = ''} = object.metadata;
    const injected = active.get(uid);
    active.delete(uid);
    injected?.timeUp.abort();
    if (injected !== undefined) {
      for (const record of injected.records) recover(record, ports.clock);
      say(object, {type: 'Normal', reason: why, message: 'Successfully recover chaos'});
    }
    if (store.get(refOf(object))?.metadata.uid !== uid) return;
    store.update(refOf(object), current => ({
      ...current,
      metadata: {...current.metadata, finalizers: withoutOurs(current)},
      ...(injected === undefined ? {} : {status: chaosStatus(injected, 'Stop')}),
    }));
  };

  const end = store.subscribe(KINDS, ({type, object}) => {
    if (type === 'DELETED' || object.metadata.deletionTimestamp !== undefined) return stop(object, 'Recovered');
    if (type !== 'ADDED' || store.get(refOf(object))?.metadata.uid !== object.metadata.uid) return;
    const injected = inject(object, ports, say);
    active.set(object.metadata.uid ?? '', injected);
    store.update(refOf(object), current => ({
      ...current,
      metadata: {...current.metadata, finalizers: [...(current.metadata.finalizers ?? []), FINALIZER]},
      status: chaosStatus(injected, 'Run'),
    }));
    const {duration} = object.spec as {duration?: string};
    if (injected.lifecycle === 'one-shot' || duration === undefined) return;
    const over = AbortSignal.any([injected.timeUp.signal, closed.signal]);
    ports.clock.sleep(readDuration(duration), over).then(
      () => endInTime(object, injected, {store, clock: ports.clock, say}),
      () => {},
    );
  });
  return () => {
    end();
    closed.abort();
    for (const {records} of active.values()) for (const record of records) record.undo?.();
  };
}

/** Its finalizer stays: the object is only deleted by whoever made it. */
function endInTime(
  object: KubeObject,
  injected: Injected,
  {store, clock, say}: {store: Store; clock: Clock; say: Say},
): void {
  for (const record of injected.records) recover(record, clock);
  say(object, {type: 'Normal', reason: 'TimeUp', message: 'Time up according to the duration'});
  if (store.get(refOf(object))?.metadata.uid !== object.metadata.uid) return;
  store.update(refOf(object), current => ({...current, status: chaosStatus(injected, 'Stop')}));
}

function inject(object: KubeObject, ports: ChaosPorts, say: Say): Injected {
  const {store, clock, random} = ports;
  const {selector, mode, value} = object.spec as {selector: ChaosSelector; mode: string; value?: string};
  const {namespace = ''} = object.metadata;
  const fault = faultOf(object, ports);
  const timeUp = new AbortController();
  try {
    const pods = selectPods(store, {namespace, selector, mode, value, random});
    const records = pods.flatMap(pod =>
      fault.targets(pod).map(id => {
        const record: RecordDraft = {id, injected: 0, recovered: 0, isIn: false, events: []};
        const at = timestamp(clock.today());
        try {
          record.undo = fault.inject(pod, id.split('/')[2]);
          Object.assign(record, {injected: 1, isIn: true});
          record.events.push({operation: 'Apply', type: 'Succeeded', timestamp: at});
          say(object, {type: 'Normal', reason: 'Applied', message: `Successfully apply chaos for ${id}`});
        } catch (error) {
          const message = messageOf(error);
          record.events.push({operation: 'Apply', type: 'Failed', message, timestamp: at});
          say(object, {type: 'Warning', reason: 'Failed', message: `Failed to apply chaos: ${message}`});
        }
        return record;
      }),
    );
    return {lifecycle: fault.lifecycle, records, timeUp};
  } catch (error) {
    say(object, {type: 'Warning', reason: 'Failed', message: `Failed to select targets: ${messageOf(error)}`});
    return {lifecycle: fault.lifecycle, records: [], timeUp};
  }
}

function faultOf({kind, spec}: KubeObject, ports: ChaosPorts): ChaosFault {
  return kind === 'PodChaos'
    ? podFault(spec as Parameters<typeof podFault>[0], ports)
    : stressFault(spec as Parameters<typeof stressFault>[0], ports);
}

function recover(record: RecordDraft, clock: Clock): void {
  if (!record.isIn) return;
  record.undo?.();
  Object.assign(record, {recovered: 1, isIn: false});
  record.events.push({operation: 'Recover', type: 'Succeeded', timestamp: timestamp(clock.today())});
}

function withoutOurs({metadata}: KubeObject): string[] {
  return (metadata.finalizers ?? []).filter(one => one !== FINALIZER);
}

const MS: Record<string, number> = {h: 3_600_000, m: 60_000, s: 1_000, ms: 1};

/** Go's durations, such as `30s` or `1m500ms`, in ms. */
function readDuration(text: string): number {
  return [...text.matchAll(/(\d+(?:\.\d+)?)(ms|h|m|s)/g)].reduce(
    (sum, [, value, unit = '']) => sum + Number(value) * (MS[unit] ?? 0),
    0,
  );
}
