import type {Deed} from './api-errors.js';
import {type Discover, type Resource, versionPath} from './discovery.js';
import {ApiError, describe, type ObjectRef, type ObjectSet} from './kube.js';

/** Where objects of a kind live on the API server. */
export interface Located {
  /** Of the collection; an object is below it. */
  path: string;
  /** What RBAC calls the kind: `deployments.apps`. */
  resource: string;
  /** Undefined for cluster-scoped kinds, and for all namespaces. */
  namespace: string | undefined;
  namespaced: boolean;
}

/** Finds the collection that an object is in. Rejects as {@link locate}, and where a namespaced kind comes without a namespace. */
export async function locateObject(ref: ObjectRef, discover: Discover, signal?: AbortSignal): Promise<Located> {
  const located = await locate(ref, discover, signal);
  if (located.namespaced && located.namespace === undefined) throw new Error(`${describe(ref)} needs a namespace`);
  return located;
}

/** Finds the collection of a kind. Rejects with {@link ApiError} 404 when the server has no such kind. */
export async function locate(
  set: Pick<ObjectSet, 'apiVersion' | 'kind' | 'namespace'>,
  discover: Discover,
  signal?: AbortSignal,
): Promise<Located> {
  const resource = await discover(set.apiVersion, set.kind, signal);
  if (resource === undefined) {
    throw new ApiError(
      404,
      'NotFound',
      `the cluster has no kind ${set.kind} in ${set.apiVersion}; is its CRD installed?`,
    );
  }
  return placeOf(set, resource);
}

/** The path of one object of a collection, or of a subresource of it. */
export function objectPath(located: Located, name: string, subresource?: string): string {
  const path = `${located.path}/${encodeURIComponent(name)}`;
  return subresource === undefined ? path : `${path}/${subresource}`;
}

/** A request's deed on this collection. */
export function deedOn({resource, namespace}: Located, verb: string, name?: string): Deed {
  return {verb, resource, name, namespace};
}

/** The query that narrows a set down. */
export function selectorsOf({labelSelector, fieldSelector}: ObjectSet): Record<string, string> {
  return {
    ...(labelSelector === undefined ? {} : {labelSelector}),
    ...(fieldSelector === undefined ? {} : {fieldSelector}),
  };
}

/** `path?query`, or the path alone. */
export function withQuery(path: string, query: Record<string, string>): string {
  const text = new URLSearchParams(query).toString();
  return text === '' ? path : `${path}?${text}`;
}

function placeOf(
  {apiVersion, namespace}: {apiVersion: string; namespace?: string | undefined},
  {plural, namespaced}: Resource,
): Located {
  const group = apiVersion.includes('/') ? `.${apiVersion.split('/')[0]}` : '';
  const within = namespaced && namespace !== undefined ? `/namespaces/${encodeURIComponent(namespace)}` : '';
  return {
    path: `${versionPath(apiVersion)}${within}/${plural}`,
    resource: plural + group,
    namespace: within === '' ? undefined : namespace,
    namespaced,
  };
}
