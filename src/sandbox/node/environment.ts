import type {ConfigMap, Container, EnvVar, EnvVarSource, Pod, Secret} from 'kubernetes-types/core/v1.js';
import type {Store} from '../store.js';
import {portVariables} from './pod-ports.js';
import {serviceVariables} from './service-variables.js';

/** A container can't be made of what its spec refers to. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}

export interface EnvironmentPorts {
  store: Store;
  /** Where programs are found. */
  path: string;
  /** The folder that the container works in, and its home. */
  cwd: string;
}

/** The whole environment of a container: nothing of our own is in it. Throws {@link ConfigError}. */
export function environmentOf(pod: Pod, container: Container, ports: EnvironmentPorts): Record<string, string> {
  const {store, path, cwd} = ports;
  const namespace = pod.metadata?.namespace ?? '';
  const env: Record<string, string> = {
    PATH: path,
    HOME: cwd,
    HOSTNAME: pod.metadata?.name ?? '',
    ...(pod.spec?.enableServiceLinks === false ? {} : serviceVariables(store, namespace)),
    ...fromSources(container, namespace, store),
  };
  for (const variable of container.env ?? []) {
    const value = variableValue(variable, {pod, container, store});
    if (value !== undefined) env[variable.name] = expanded(value, env);
  }
  // The sandbox's choice stands: two pods can't listen on one port.
  return {...env, ...portVariables(pod, container)};
}

/** Replaces `$(NAME)` by the variable where there is one; `$$` stands for a dollar. */
export function expanded(text: string, env: Readonly<Record<string, string>>): string {
  return text.replace(/\$\$|\$\(([A-Za-z_][\w.-]*)\)/g, (whole, name: string | undefined) =>
    name === undefined ? '$' : (env[name] ?? whole),
  );
}

function fromSources({envFrom = []}: Container, namespace: string, store: Store): Record<string, string> {
  const all = envFrom.flatMap(({prefix = '', configMapRef, secretRef}) => {
    const ref = configMapRef ?? secretRef;
    if (ref?.name === undefined) return [];
    const kind = configMapRef === undefined ? 'Secret' : 'ConfigMap';
    const data = dataOf({kind, name: ref.name, namespace, optional: ref.optional ?? false}, store);
    return Object.entries(data ?? {}).map(([name, value]) => [`${prefix}${name}`, value] as const);
  });
  return Object.fromEntries(all);
}

interface Scene {
  pod: Pod;
  container: Container;
  store: Store;
}

function variableValue({value, valueFrom}: EnvVar, scene: Scene): string | undefined {
  if (valueFrom === undefined) return value ?? '';
  const {fieldRef, resourceFieldRef} = valueFrom;
  if (fieldRef !== undefined) return fieldOf(scene.pod, fieldRef.fieldPath);
  if (resourceFieldRef !== undefined)
    throw new ConfigError(`the sandbox has no resourceFieldRef (${resourceFieldRef.resource})`);
  return keyOf(valueFrom, scene);
}

function keyOf({configMapKeyRef, secretKeyRef}: EnvVarSource, {pod, store}: Scene): string | undefined {
  const ref = configMapKeyRef ?? secretKeyRef;
  if (ref?.name === undefined) return undefined;
  const kind = configMapKeyRef === undefined ? 'Secret' : 'ConfigMap';
  const namespace = pod.metadata?.namespace ?? '';
  const optional = ref.optional ?? false;
  const value = dataOf({kind, name: ref.name, namespace, optional}, store)?.[ref.key];
  if (value === undefined && !optional)
    throw new ConfigError(`couldn't find key ${ref.key} in ${kind} ${namespace}/${ref.name}`);
  return value;
}

interface Source {
  kind: 'ConfigMap' | 'Secret';
  name: string;
  namespace: string;
  optional: boolean;
}

function dataOf({kind, name, namespace, optional}: Source, store: Store): Record<string, string> | undefined {
  const object = store.get({apiVersion: 'v1', kind, name, namespace});
  if (object === undefined) {
    if (optional) return undefined;
    throw new ConfigError(`${kind.toLowerCase()} ${JSON.stringify(name)} not found`);
  }
  const {data = {}} = object as unknown as ConfigMap | Secret;
  if (kind === 'ConfigMap') return data;
  return Object.fromEntries(
    Object.entries(data).map(([key, value]) => [key, Buffer.from(value, 'base64').toString('utf8')]),
  );
}

/** The downward API, as far as a process has such things. */
function fieldOf({metadata, spec}: Pod, path: string): string {
  const [, map, key] = /^metadata\.(labels|annotations)\['(.+)'\]$/.exec(path) ?? [];
  if (map !== undefined && key !== undefined) return metadata?.[map as 'labels' | 'annotations']?.[key] ?? '';
  const fields: Record<string, string | undefined> = {
    'metadata.name': metadata?.name,
    'metadata.namespace': metadata?.namespace,
    'metadata.uid': metadata?.uid,
    'spec.nodeName': spec?.nodeName,
    'spec.serviceAccountName': spec?.serviceAccountName ?? 'default',
    'status.podIP': '127.0.0.1',
    'status.podIPs': '127.0.0.1',
    'status.hostIP': '127.0.0.1',
    'status.hostIPs': '127.0.0.1',
  };
  const value = fields[path];
  if (value === undefined) throw new ConfigError(`the sandbox has no field ${path} for an environment variable`);
  return value;
}
