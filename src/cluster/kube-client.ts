import type {Clock} from '../runtime/clock.js';
import type {Logger} from '../runtime/logger.js';
import type {ContextAccess} from './auth.js';
import {deleteObject} from './delete-object.js';
import {createDiscover} from './discovery.js';
import {isApiError, type Kube, type KubeObject, type ObjectRef, type ObjectSet, refOf, type WatchSink} from './kube.js';
import {deedOn, locate, locateObject, objectPath, selectorsOf, withQuery} from './located.js';
import {createAsk} from './requests.js';
import type {Random} from './retry.js';
import {createTransport} from './transport.js';
import {watchSet} from './watch.js';

export interface ConnectPorts {
  clock: Clock;
  logger: Logger;
  random?: Random;
}

/** Who owns the fields that we apply. */
const FIELD_MANAGER = 'chaos-cost-gate';
/** As kubectl does: a misspelt field is an error, where the server would quietly drop it. */
const WRITE = {fieldManager: FIELD_MANAGER, fieldValidation: 'Strict'};

/** A client for one context. Nothing is sent before the first request. */
export function connect(access: ContextAccess, {clock, logger, random = Math.random}: ConnectPorts): Kube {
  const transport = createTransport(access, clock);
  const ask = createAsk(transport, {clock, logger, random});
  const discover = createDiscover(ask);

  /** The path of an object, and what is done to it. */
  const place = async (ref: ObjectRef, verb: string, signal: AbortSignal | undefined, subresource?: string) => {
    const located = await locateObject(ref, discover, signal);
    return {path: objectPath(located, ref.name, subresource), deed: deedOn(located, verb, ref.name), signal};
  };

  const get = async <T>(ref: ObjectRef, signal?: AbortSignal): Promise<T | undefined> => {
    try {
      return await ask<T>({method: 'GET', ...(await place(ref, 'get', signal)), repeat: 'always'});
    } catch (error) {
      if (isApiError(error, 404)) return undefined;
      throw error;
    }
  };

  return {
    server: access.server,
    context: access.context,
    get,
    list: async <T>(set: ObjectSet, signal?: AbortSignal) => {
      const located = await locate(set, discover, signal);
      const path = withQuery(located.path, selectorsOf(set));
      const list = await ask<{items: KubeObject[] | null}>({
        method: 'GET',
        path,
        deed: deedOn(located, 'list'),
        repeat: 'always',
        signal,
      });
      // Only the list says what its items are.
      return (list.items ?? []).map(item => ({...item, apiVersion: set.apiVersion, kind: set.kind}) as T);
    },
    create: async <T>(object: KubeObject, signal?: AbortSignal) => {
      const located = await locateObject(refOf(object), discover, signal);
      const deed = deedOn(located, 'create', object.metadata.name);
      return ask<T>({
        method: 'POST',
        path: withQuery(located.path, WRITE),
        body: object,
        deed,
        repeat: 'refused',
        signal,
      });
    },
    apply: async <T>(
      object: KubeObject,
      {force, dryRun, signal}: {force?: boolean; dryRun?: boolean; signal?: AbortSignal} = {},
    ) => {
      const {path, deed} = await place(refOf(object), 'patch', signal);
      const query = {...WRITE, ...(force ? {force: 'true'} : {}), ...(dryRun ? {dryRun: 'All'} : {})};
      const contentType = 'application/apply-patch+yaml';
      return ask<T>({
        method: 'PATCH',
        path: withQuery(path, query),
        body: object,
        contentType,
        deed: {...deed, doing: 'apply'},
        repeat: 'always',
        signal,
      });
    },
    patch: async <T>(
      ref: ObjectRef,
      patch: unknown,
      {subresource, signal}: {subresource?: string; signal?: AbortSignal} = {},
    ) => {
      const {path, deed} = await place(ref, 'patch', signal, subresource);
      const contentType = 'application/merge-patch+json';
      return ask<T>({
        method: 'PATCH',
        path: withQuery(path, WRITE),
        body: patch,
        contentType,
        deed,
        repeat: 'refused',
        signal,
      });
    },
    delete: (ref, options = {}) =>
      deleteObject(ref, options, {ask, get, place: () => place(ref, 'delete', options.signal)}),
    watch: async <T>(set: ObjectSet, sink: WatchSink<T>, signal: AbortSignal) => {
      const located = await locate(set, discover, signal).catch(error => {
        if (!signal.aborted) throw error;
      });
      if (located !== undefined)
        await watchSet(set, located, sink as WatchSink, signal, {transport, clock, logger, random});
    },
    raw: (method, path, options = {}) => transport.request({method, path, ...options}),
    resource: discover,
    version: async signal => {
      const deed = {verb: 'get', resource: 'the version'};
      return (await ask<{gitVersion: string}>({method: 'GET', path: '/version', deed, repeat: 'always', signal}))
        .gitVersion;
    },
    credentials: () => transport.credentials(),
    close: () => transport.close(),
  };
}
