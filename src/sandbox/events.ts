import {randomBytes} from 'node:crypto';
import type {Event} from 'kubernetes-types/core/v1.js';
import type {KubeObject} from '../cluster/kube.js';
import type {Clock} from '../runtime/clock.js';
import {timestamp} from './object-birth.js';
import {StatusError, type Store} from './store.js';

export interface Happening {
  type: 'Normal' | 'Warning';
  reason: string;
  message: string;
  /** The part of the object that it is about: `spec.containers{NAME}`. */
  fieldPath?: string;
}

/** Writes an event about an object. What is said again is counted. */
export type Say = (about: KubeObject, what: Happening) => void;

/** The events of one component. An event that can't be written is lost, as in Kubernetes: its namespace is going. */
export function createSay(component: string, {store, clock}: {store: Store; clock: Clock}): Say {
  const known = new Map<string, string>();
  return (about, what) => {
    const {namespace = 'default', name, uid} = about.metadata;
    const key = [uid, what.fieldPath, what.reason, what.message].join('|');
    const now = timestamp(clock.today());
    const last = known.get(key);
    const ref = {apiVersion: 'v1', kind: 'Event', namespace, name: last ?? ''};
    try {
      if (last !== undefined && store.get(ref) !== undefined) {
        store.update(ref, event => ({...event, count: Number(event.count ?? 1) + 1, lastTimestamp: now}));
        return;
      }
      const eventName = `${name}.${randomBytes(8).toString('hex')}`;
      known.set(key, eventName);
      store.create(eventOf(about, what, {component, eventName, namespace, now}));
    } catch (error) {
      if (!(error instanceof StatusError)) throw error;
    }
  };
}

function eventOf(
  {apiVersion, kind, metadata}: KubeObject,
  {type, reason, message, fieldPath}: Happening,
  {component, eventName, namespace, now}: {component: string; eventName: string; namespace: string; now: string},
): KubeObject {
  const {name, uid, resourceVersion} = metadata;
  const event: Event = {
    apiVersion: 'v1',
    kind: 'Event',
    metadata: {name: eventName, namespace},
    involvedObject: {
      apiVersion,
      kind,
      name,
      ...(metadata.namespace === undefined ? {} : {namespace: metadata.namespace}),
      ...(uid === undefined ? {} : {uid}),
      ...(resourceVersion === undefined ? {} : {resourceVersion}),
      ...(fieldPath === undefined ? {} : {fieldPath}),
    },
    type,
    reason,
    message,
    count: 1,
    firstTimestamp: now,
    lastTimestamp: now,
    source: {component},
    reportingComponent: component,
    reportingInstance: component,
  };
  return event as unknown as KubeObject;
}
