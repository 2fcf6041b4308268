import type {Service} from 'kubernetes-types/core/v1.js';
import type {Store} from '../store.js';

/** Where the listeners of a Service's ports are written, for those that have no nodePort: `{"80": 40124}`. */
export const LISTENERS_ANNOTATION = 'sandbox.chaos-cost-gate.dev/listeners';

/** NAME_SERVICE_HOST and NAME_SERVICE_PORT of every Service of the namespace: the sandbox has no DNS, so pods find each other by these. */
export function serviceVariables(store: Store, namespace: string): Record<string, string> {
  const variables: Record<string, string> = {};
  for (const object of store.list({apiVersion: 'v1', kind: 'Service', namespace})) {
    const service = object as unknown as Service;
    const prefix = `${object.metadata.name.toUpperCase().replaceAll('-', '_')}_SERVICE`;
    const listeners = listenersOf(service);
    for (const [index, {name, port}] of (service.spec?.ports ?? []).entries()) {
      const listener = listeners[String(port)];
      if (listener === undefined) continue;
      if (index === 0) {
        variables[`${prefix}_HOST`] = '127.0.0.1';
        variables[`${prefix}_PORT`] = String(listener);
      }
      if (name !== undefined) variables[`${prefix}_PORT_${name.toUpperCase().replaceAll('-', '_')}`] = String(listener);
    }
  }
  return variables;
}

/** The port of the loopback by which each port of a Service is reached. */
function listenersOf(service: Service): Record<string, number> {
  const text = service.metadata?.annotations?.[LISTENERS_ANNOTATION];
  return text === undefined ? {} : (JSON.parse(text) as Record<string, number>);
}
