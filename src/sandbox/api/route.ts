import {KINDS, type Kind} from '../kinds.js';
import {noSuchResource, notServed} from './answer.js';
import {isKubernetesGroup} from './discovery.js';

/** What a path below a group's version is about. */
export interface Route {
  kind: Kind;
  /** Undefined for cluster-scoped kinds, and for all namespaces. */
  namespace: string | undefined;
  name: string | undefined;
  /** `status`, `log`, `proxy`. */
  subresource: string | undefined;
  /** What follows `proxy`. */
  rest: string[];
}

/** Reads a path; undefined where no API server has anything. Refuses kinds that are not there (404), and those that only the sandbox lacks (501). */
export function routeOf(parts: readonly string[]): Route | undefined {
  const [root, ...below] = parts;
  if (root === 'api' && below[0] === 'v1') return routeBelow('v1', below.slice(1));
  const [group = '', version = '', ...more] = below;
  if (root !== 'apis' || version === '') return undefined;
  const apiVersion = `${group}/${version}`;
  if (KINDS.some(one => one.apiVersion === apiVersion)) return routeBelow(apiVersion, more);
  if (isKubernetesGroup(group)) throw notServed(apiVersion);
  return undefined;
}

function routeBelow(apiVersion: string, parts: readonly string[]): Route {
  const [first, second, ...more] = parts;
  // `namespaces/NAME/status` is about the namespace, `namespaces/NAME/pods` about what is in it.
  const isScoped = first === 'namespaces' && more.length > 0 && !['status', 'finalize'].includes(more[0] ?? '');
  const [plural = '', name, subresource, ...rest] = isScoped ? more : parts;
  const kind = KINDS.find(one => one.apiVersion === apiVersion && one.plural === plural);
  if (kind === undefined)
    throw apiVersion === 'v1' || apiVersion.startsWith('apps/') ? unknownKind(apiVersion, plural) : noSuchResource();
  if (kind.namespaced !== isScoped && (isScoped || name !== undefined)) throw noSuchResource();
  return {kind, namespace: isScoped ? second : undefined, name, subresource, rest};
}

const REAL_KINDS = new Set(
  'bindings componentstatuses endpoints limitranges persistentvolumeclaims persistentvolumes podtemplates replicationcontrollers resourcequotas controllerrevisions'.split(
    ' ',
  ),
);

function unknownKind(apiVersion: string, plural: string) {
  return REAL_KINDS.has(plural) ? notServed(`${plural} of ${apiVersion}`) : noSuchResource();
}
