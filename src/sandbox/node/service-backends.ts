import type {EndpointSlice} from 'kubernetes-types/discovery/v1.js';
import type {Store} from '../store.js';

export interface Backend {
  host: string;
  port: number;
}

/**
 * Where the pods of a Service's port take connections, by its EndpointSlices: those that are ready; where none is, those that serve
 * while they terminate, as kube-proxy does.
 */
export function backendsOf(
  store: Store,
  {namespace, name, portName}: {namespace: string; name: string; portName: string},
): Backend[] {
  const found = store
    .list({apiVersion: 'discovery.k8s.io/v1', kind: 'EndpointSlice', namespace})
    .map(object => object as unknown as EndpointSlice)
    .filter(({metadata}) => metadata?.labels?.['kubernetes.io/service-name'] === name)
    .flatMap(({ports = [], endpoints = []}) =>
      ports
        .filter(port => (port.name ?? '') === portName && port.port !== undefined)
        .flatMap(({port = 0}) =>
          endpoints.map(({addresses, conditions}) => ({host: addresses[0] ?? '', port, conditions})),
        ),
    );
  const ready = found.filter(({conditions}) => conditions?.ready !== false);
  const last = found.filter(({conditions}) => conditions?.serving === true && conditions.terminating === true);
  return (ready.length > 0 ? ready : last).map(({host, port}) => ({host, port}));
}

/** The name of a Service's port that is called by its name or number; undefined where there is none such. */
export function portNameOf(ports: readonly {name?: string; port: number}[], wanted: string): string | undefined {
  const port = ports.find(one => String(one.port) === wanted || one.name === wanted);
  return port === undefined ? undefined : (port.name ?? '');
}
