import type {Pod, Service, ServiceSpec} from 'kubernetes-types/core/v1.js';
import type {EndpointSlice} from 'kubernetes-types/discovery/v1.js';
import type {Kube, KubeObject, ObjectSet, WatchEvent, WatchSink} from '../../../src/cluster/kube.js';
import type {Workload} from '../../../src/deploy/victim.js';
import {aPod} from '../../builders/a-pod.js';

export const shop: Workload = {kind: 'Deployment', name: 'shop', selector: 'app=shop'};

/** A Kube whose watches are spoken to by hand. */
export function scriptedWatches() {
  const sinks = new Map<string, WatchSink<unknown>>();
  const kube = {
    watch: (set: ObjectSet, sink: WatchSink<unknown>, signal: AbortSignal) => {
      sinks.set(set.kind, sink);
      return new Promise<void>(resolve => signal.addEventListener('abort', () => resolve()));
    },
  } as unknown as Kube;
  const say = <T>(kind: string, event: Omit<WatchEvent<T>, 'notBefore'> & {notBefore?: number}) =>
    sinks.get(kind)?.event({notBefore: event.at, ...event});
  return {
    kube,
    pod: (type: WatchEvent['type'], object: Pod, at: number) => say('Pod', {type, object, at}),
    service: (name: string, spec: ServiceSpec, at: number, type: WatchEvent['type'] = 'ADDED') =>
      say<Service>('Service', {type, object: {metadata: {name}, spec}, at}),
    slice: (object: EndpointSlice, at: number) => say('EndpointSlice', {type: 'MODIFIED', object, at}),
    event: (reason: string, uid: string, at: number, message = 'm') =>
      say('Event', {type: 'ADDED', object: {reason, message, involvedObject: {uid}} as unknown as KubeObject, at}),
    sync: () => {
      for (const sink of sinks.values()) sink.synced?.(0);
    },
  };
}

/** Of a Service; its endpoints are ready unless said otherwise. */
export function slice(
  endpoints: {uid: string; ready?: boolean; serving?: boolean; terminating?: boolean}[],
  service = 'shop',
  name = `${service}-1`,
): EndpointSlice {
  return {
    addressType: 'IPv4',
    metadata: {name, labels: {'kubernetes.io/service-name': service}},
    endpoints: endpoints.map(({uid, ready = true, serving, terminating = false}) => ({
      addresses: [],
      targetRef: {uid},
      conditions: {ready, terminating, ...(serving === undefined ? {} : {serving})},
    })),
  };
}

/** With more labels. */
export const labelled = (pod: Pod, labels: Record<string, string>): Pod => ({
  ...pod,
  metadata: {...pod.metadata, labels: {...pod.metadata?.labels, ...labels}},
});

export const readyPod = (name: string) => aPod(name).scheduledOn('n').initialized().running(`c-${name}`).ready();
