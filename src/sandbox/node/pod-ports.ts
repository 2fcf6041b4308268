import type {Container, Pod} from 'kubernetes-types/core/v1.js';

/** Where the ports that the sandbox chose for a pod are written: `{"8080": 40123}`. */
export const PORTS_ANNOTATION = 'sandbox.chaos-cost-gate.dev/ports';

/** The port of the loopback on which each containerPort of a pod listens. */
export function portsOf(pod: Pod): Record<string, number> {
  const text = pod.metadata?.annotations?.[PORTS_ANNOTATION];
  return text === undefined ? {} : (JSON.parse(text) as Record<string, number>);
}

/** Every containerPort of a pod, once. */
export function containerPortsOf(pod: Pod): number[] {
  const {containers = [], initContainers = []} = pod.spec ?? {};
  const all = [...containers, ...initContainers].flatMap(({ports = []}) =>
    ports.map(({containerPort}) => containerPort),
  );
  return [...new Set(all)];
}

/** Where the port of this number or name listens; undefined where the pod has none such. A probe's names are those of its own container. */
export function listenPort(
  pod: Pod,
  port: number | string,
  containers: readonly Container[] = pod.spec?.containers ?? [],
): number | undefined {
  const ports = portsOf(pod);
  if (typeof port === 'number') return ports[String(port)];
  const named = containers.flatMap(({ports = []}) => ports).find(({name}) => name === port);
  return named === undefined ? undefined : ports[String(named.containerPort)];
}

/**
 * PORT for a container's first port, and PORT_NAME for each that has a name: all processes share the machine's ports, so each pod's
 * listen where the sandbox tells them.
 */
export function portVariables(pod: Pod, {ports = []}: Container): Record<string, string> {
  const chosen = portsOf(pod);
  const variables: Record<string, string> = {};
  for (const [index, {name, containerPort}] of ports.entries()) {
    const port = String(chosen[String(containerPort)] ?? containerPort);
    if (index === 0) variables.PORT = port;
    if (name !== undefined) variables[`PORT_${name.toUpperCase().replaceAll('-', '_')}`] = port;
  }
  return variables;
}
