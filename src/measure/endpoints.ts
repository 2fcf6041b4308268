import type {Pod, Service} from 'kubernetes-types/core/v1.js';
import type {EndpointSlice} from 'kubernetes-types/discovery/v1.js';
import {selects} from '../cluster/label-selector.js';

/** All Services and EndpointSlices of a namespace, as they are now. */
export interface EndpointTable {
  setService(service: Service): void;
  removeService(service: Service): void;
  setSlice(slice: EndpointSlice): void;
  removeSlice(slice: EndpointSlice): void;
  /** Whether each Service that selects or lists the pod has it as a serving, non-terminating endpoint; undefined where none does. */
  serves(pod: Pod): boolean | undefined;
}

interface SliceState {
  service: string;
  listed: Set<string>;
  serving: Set<string>;
}

/**
 * Keeps Services and slices by name; a Service may have several slices, and a pod may stand in several (IPv4 and IPv6).
 * Which Services a pod belongs to is its own: others may select the workload's other pods only. The selectors tell, since a slice need not
 * list a new pod yet, and one Service's slice lists it before the other's; of a Service without a selector only its slices tell.
 */
export function endpointTable(): EndpointTable {
  const selectors = new Map<string, Record<string, string>>();
  const slices = new Map<string, SliceState>();
  return {
    setService: service => void selectors.set(nameOf(service), selectorOf(service)),
    removeService: service => void selectors.delete(nameOf(service)),
    setSlice: slice => void slices.set(nameOf(slice), stateOf(slice)),
    removeSlice: slice => void slices.delete(nameOf(slice)),
    serves: ({metadata: {uid = '', labels = {}} = {}}) => {
      const listing = [...slices.values()].filter(slice => slice.listed.has(uid));
      const serving = new Set(listing.filter(slice => slice.serving.has(uid)).map(({service}) => service));
      const selecting = [...selectors].filter(([, selector]) => isSelected(labels, selector)).map(([name]) => name);
      const services = [...selecting, ...listing.map(({service}) => service)];
      return services.length === 0 ? undefined : services.every(service => serving.has(service));
    },
  };
}

function nameOf({metadata}: Service | EndpointSlice): string {
  return metadata?.name ?? '';
}

/** That of an ExternalName is ignored (core/v1). */
function selectorOf({spec}: Service): Record<string, string> {
  return spec?.type === 'ExternalName' ? {} : (spec?.selector ?? {});
}

/** Without a selector a Service selects no pod. */
function isSelected(labels: Record<string, string>, selector: Record<string, string>): boolean {
  return Object.keys(selector).length > 0 && selects({matchLabels: selector}, labels);
}

function stateOf(slice: EndpointSlice): SliceState {
  const state: SliceState = {
    service: slice.metadata?.labels?.['kubernetes.io/service-name'] ?? nameOf(slice),
    listed: new Set(),
    serving: new Set(),
  };
  for (const {targetRef, conditions: {ready, serving = ready, terminating} = {}} of slice.endpoints ?? []) {
    const uid = targetRef?.uid;
    if (uid === undefined) continue;
    state.listed.add(uid);
    // With publishNotReadyAddresses `ready` is always true, and `serving` tells the truth. Where that is unset, `ready` counts; an unset
    // `ready` means true, an unset `terminating` false (discovery.k8s.io/v1).
    if (serving !== false && terminating !== true) state.serving.add(uid);
  }
  return state;
}
