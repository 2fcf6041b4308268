import {isApiError} from './kube.js';
import type {Ask} from './requests.js';

/** How a kind is served. */
export interface Resource {
  plural: string;
  namespaced: boolean;
}

/** Finds how a kind is served; undefined when it isn't. */
export type Discover = (apiVersion: string, kind: string, signal?: AbortSignal) => Promise<Resource | undefined>;

/** Asks each group's version once, and again when a kind is missing: its CRD may be new. */
export function createDiscover(ask: Ask): Discover {
  const cache = new Map<string, Map<string, Resource>>();
  return async (apiVersion, kind, signal) => {
    const known = cache.get(apiVersion)?.get(kind);
    if (known !== undefined) return known;
    const resources = await readVersion(ask, apiVersion, signal);
    cache.set(apiVersion, resources);
    return resources.get(kind);
  };
}

/** `/api/v1`, or `/apis/apps/v1` */
export function versionPath(apiVersion: string): string {
  return apiVersion.includes('/') ? `/apis/${apiVersion}` : `/api/${apiVersion}`;
}

interface ResourceList {
  resources?: {name: string; kind: string; namespaced: boolean}[];
}

async function readVersion(ask: Ask, apiVersion: string, signal?: AbortSignal): Promise<Map<string, Resource>> {
  try {
    const list = await ask<ResourceList>({
      method: 'GET',
      path: versionPath(apiVersion),
      deed: {verb: 'discover', resource: apiVersion},
      repeat: 'always',
      signal,
    });
    // Names with a slash are subresources: `pods/log`.
    const main = (list.resources ?? []).filter(resource => !resource.name.includes('/'));
    return new Map(main.map(({kind, name, namespaced}) => [kind, {plural: name, namespaced}]));
  } catch (error) {
    if (isApiError(error, 404)) return new Map();
    throw error;
  }
}
