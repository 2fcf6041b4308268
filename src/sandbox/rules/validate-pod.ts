import {readQuantity} from '../../cluster/quantity.js';
import type {Problems} from './problems.js';
import {checkText, LABEL} from './validate-metadata.js';

interface Port {
  name?: string;
  containerPort?: number;
}

interface Probe {
  exec?: unknown;
  httpGet?: {port?: number | string};
  tcpSocket?: {port?: number | string};
  grpc?: {port?: number};
}

interface Container {
  name?: string;
  image?: string;
  ports?: Port[];
  env?: {name?: string}[];
  volumeMounts?: {name?: string}[];
  readinessProbe?: Probe;
  livenessProbe?: Probe;
  startupProbe?: Probe;
  resources?: {limits?: Record<string, string>; requests?: Record<string, string>};
}

interface PodSpec {
  containers?: Container[];
  initContainers?: Container[];
  volumes?: {name?: string}[];
}

/** Finds what is wrong with the spec of a pod, or of a template of pods. */
export function checkPodSpec(spec: PodSpec, path: string, problems: Problems): void {
  const volumes = new Set((spec.volumes ?? []).map(({name}) => name));
  const names = new Set<string>();
  const checkAll = (field: 'containers' | 'initContainers') => {
    for (const [index, container] of (spec[field] ?? []).entries()) {
      const at = `${path}.${field}[${index}]`;
      checkContainer(container, at, {volumes, problems});
      if (container.name && names.has(container.name)) problems.duplicate(`${at}.name`, container.name);
      names.add(container.name ?? '');
    }
  };
  if ((spec.containers ?? []).length === 0) problems.required(`${path}.containers`);
  checkAll('containers');
  checkAll('initContainers');
}

function checkContainer(
  container: Container,
  path: string,
  {volumes, problems}: {volumes: Set<string | undefined>; problems: Problems},
): void {
  if (!container.name) problems.required(`${path}.name`);
  else checkText(container.name, `${path}.name`, LABEL, problems);
  if (!container.image) problems.required(`${path}.image`);
  checkPorts(container.ports ?? [], `${path}.ports`, problems);
  checkUses(container, path, {volumes, problems});
  checkResources(container.resources ?? {}, `${path}.resources`, problems);
  for (const name of ['livenessProbe', 'readinessProbe', 'startupProbe'] as const) {
    const probe = container[name];
    if (probe !== undefined) checkProbe(probe, `${path}.${name}`, problems);
  }
}

/** What a container takes from elsewhere. */
function checkUses(
  container: Container,
  path: string,
  {volumes, problems}: {volumes: Set<string | undefined>; problems: Problems},
): void {
  for (const [index, {name}] of (container.env ?? []).entries()) {
    if (!name) problems.required(`${path}.env[${index}].name`);
  }
  for (const [index, {name}] of (container.volumeMounts ?? []).entries()) {
    if (!volumes.has(name)) problems.missing(`${path}.volumeMounts[${index}].name`, name);
  }
}

function checkResources(
  {limits = {}, requests = {}}: NonNullable<Container['resources']>,
  path: string,
  problems: Problems,
): void {
  for (const [resource, request] of Object.entries(requests)) {
    const limit = limits[resource];
    if (limit !== undefined && readQuantity(request) > readQuantity(limit))
      problems.invalid(`${path}.requests`, request, `must be less than or equal to ${resource} limit of ${limit}`);
  }
}

function checkPorts(ports: readonly Port[], path: string, problems: Problems): void {
  const names = new Set<string>();
  for (const [index, {name, containerPort}] of ports.entries()) {
    if (name !== undefined) checkPortName(name, `${path}[${index}].name`, problems);
    if (name !== undefined && names.has(name)) problems.duplicate(`${path}[${index}].name`, name);
    names.add(name ?? '');
    if (!containerPort) problems.required(`${path}[${index}].containerPort`);
    else checkPort(containerPort, `${path}[${index}].containerPort`, problems);
  }
}

function checkPortName(name: string, path: string, problems: Problems): void {
  if (name.length > 15) problems.invalid(path, name, 'must be no more than 15 characters');
  if (!/^[-a-z0-9]+$/.test(name))
    problems.invalid(path, name, 'must contain only alpha-numeric characters (a-z, 0-9), and hyphens (-)');
  if (!/[a-z]/.test(name)) problems.invalid(path, name, 'must contain at least one letter (a-z)');
}

function checkProbe(probe: Probe, path: string, problems: Problems): void {
  const {exec, httpGet, tcpSocket, grpc} = probe;
  const handlers = [exec, httpGet, tcpSocket, grpc].filter(handler => handler !== undefined);
  if (handlers.length === 0) problems.required(path, 'must specify a handler type');
  if (handlers.length > 1) problems.invalid(path, probe, 'may not specify more than 1 handler type');
  for (const [name, handler] of Object.entries({httpGet, tcpSocket, grpc})) {
    if (handler !== undefined && typeof handler.port !== 'string')
      checkPort(handler.port ?? 0, `${path}.${name}.port`, problems);
  }
}

/** A port of a pod or a Service. */
export function checkPort(port: number, path: string, problems: Problems): void {
  if (port < 1 || port > 65_535) problems.invalid(path, port, 'must be between 1 and 65535, inclusive');
}
