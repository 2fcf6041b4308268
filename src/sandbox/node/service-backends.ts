import type {Service} from 'kubernetes-types/core/v1.js';
import type {EndpointConditions, EndpointSlice} from 'kubernetes-types/discovery/v1.js';
import type {Store} from '../store.js';

export interface Backend {
  host: string;
  port: number;
}

/**
 * Where the pods of a Service's port (its name or number) take connections now, by its EndpointSlices: those that are ready; where none
 * is, those that serve while they terminate, as kube-proxy does.
 */
export function backendsOfService(
  store: Store,
  {namespace, name, port}: {namespace: string; name: string; port: string},
): Backend[] {
  const service = store.get({apiVersion: 'v1', kind: 'Service', namespace, name}) as unknown as Service | undefined;
  const wanted = service?.spec?.ports?.find(one => String(one.port) === port || one.name === port);
  if (wanted === undefined) return [];
  const slices = store
    .list({apiVersion: 'discovery.k8s.io/v1', kind: 'EndpointSlice', namespace})
    .map(object => object as unknown as EndpointSlice)
    .filter(({metadata}) => metadata?.labels?.['kubernetes.io/service-name'] === name);
  const found = slices.flatMap(slice => endpointsOf(slice, wanted.name ?? ''));
  const ready = found.filter(({conditions}) => conditions?.ready !== false);
  const last = found.filter(({conditions}) => conditions?.serving === true && conditions.terminating === true);
  return (ready.length > 0 ? ready : last).map(({host, port}) => ({host, port}));
}

function endpointsOf(
  {ports = [], endpoints = []}: EndpointSlice,
  portName: string,
): (Backend & {conditions: EndpointConditions | undefined})[] {
  return ports
    .filter(({name = ''}) => name === portName)
    .flatMap(({port}) =>
      port === undefined
        ? []
        : endpoints.map(one => ({port, host: one.addresses[0] ?? '', conditions: one.conditions})),
    );
}
