import type {EndpointSlice} from 'kubernetes-types/discovery/v1.js';

/** All EndpointSlices of a namespace, as they are now. */
export interface EndpointTable {
  set(slice: EndpointSlice): void;
  remove(slice: EndpointSlice): void;
  /** The Services that have an endpoint, ready or not, of one of these pods. */
  servicesOf(uids: ReadonlySet<string>): Set<string>;
  /** Whether the pod is a ready, non-terminating endpoint of every one of these Services. */
  serves(uid: string, services: ReadonlySet<string>): boolean;
}

interface SliceState {
  service: string;
  known: Set<string>;
  serving: Set<string>;
}

/** Keeps the slices by name; a Service may have several, and a pod may stand in several (IPv4 and IPv6). */
export function endpointTable(): EndpointTable {
  const slices = new Map<string, SliceState>();
  return {
    set: slice => void slices.set(nameOf(slice), stateOf(slice)),
    remove: slice => void slices.delete(nameOf(slice)),
    servicesOf: uids => {
      const services = new Set<string>();
      for (const slice of slices.values()) {
        if ([...slice.known].some(uid => uids.has(uid))) services.add(slice.service);
      }
      return services;
    },
    serves: (uid, services) => {
      const serving = new Set([...slices.values()].filter(slice => slice.serving.has(uid)).map(slice => slice.service));
      return [...services].every(service => serving.has(service));
    },
  };
}

function nameOf(slice: EndpointSlice): string {
  return slice.metadata?.name ?? '';
}

function stateOf(slice: EndpointSlice): SliceState {
  const state: SliceState = {
    service: slice.metadata?.labels?.['kubernetes.io/service-name'] ?? nameOf(slice),
    known: new Set(),
    serving: new Set(),
  };
  for (const {targetRef, conditions: {ready, serving = ready, terminating} = {}} of slice.endpoints ?? []) {
    const uid = targetRef?.uid;
    if (uid === undefined) continue;
    state.known.add(uid);
    // With publishNotReadyAddresses `ready` is always true, and `serving` tells the truth. Where that is unset, `ready` counts; an unset
    // `ready` means true, an unset `terminating` false (discovery.k8s.io/v1).
    if (serving !== false && terminating !== true) state.serving.add(uid);
  }
  return state;
}
