import type {Service, ServicePort} from 'kubernetes-types/core/v1.js';
import type {Kube} from '../cluster/kube.js';
import {Failure} from '../failure.js';

/** A port of a Service that speaks HTTP. */
export interface FoundPort {
  service: string;
  port: number;
  nodePort: number | undefined;
  /** `https` where the port says so by its `appProtocol` or its name. */
  scheme: 'http' | 'https';
}

/** Finds `NAME:PORT` (number or name; a lone port may be left out) in the namespace. Fails with `usage` and the list of what exists. */
export async function findServicePort(
  kube: Kube,
  namespace: string,
  wanted: string,
  signal?: AbortSignal,
): Promise<FoundPort> {
  const [name = '', portName] = wanted.split(':');
  const service = await kube.get<Service>({apiVersion: 'v1', kind: 'Service', name, namespace}, signal);
  if (service === undefined) {
    const others = await kube.list<Service>({apiVersion: 'v1', kind: 'Service', namespace}, signal);
    throw new Failure('usage', `there is no Service \`${name}\` in the namespace ${namespace}`, {hint: known(others)});
  }
  if (service.spec?.type === 'ExternalName') {
    throw new Failure('usage', `the Service \`${name}\` is an ExternalName: load would leave the cluster`, {
      hint: 'Name a Service that selects pods.',
    });
  }
  const ports = tcpPorts(service);
  const port =
    portName === undefined && ports.length === 1
      ? ports[0]
      : ports.find(({port, name}) => String(port) === portName || name === portName);
  if (port === undefined) {
    const what =
      portName === undefined
        ? `the Service \`${name}\` needs a port`
        : `the Service \`${name}\` has no TCP port \`${portName}\``;
    throw new Failure('usage', what, {hint: known([service])});
  }
  return {service: name, port: port.port, nodePort: port.nodePort, scheme: isHttps(port) ? 'https' : 'http'};
}

function tcpPorts(service: Service): ServicePort[] {
  return (service.spec?.ports ?? []).filter(port => (port.protocol ?? 'TCP') === 'TCP');
}

function isHttps({appProtocol, name}: ServicePort): boolean {
  return appProtocol === undefined ? /^https(-|$)/.test(name ?? '') : appProtocol.toLowerCase() === 'https';
}

function known(services: readonly Service[]): string {
  const list = services.flatMap(service =>
    tcpPorts(service).map(
      ({port, name}) => `${service.metadata?.name}:${port}${name === undefined ? '' : ` (${name})`}`,
    ),
  );
  return list.length === 0 ? 'There is none with a TCP port.' : `There is: ${list.join(', ')}.`;
}
