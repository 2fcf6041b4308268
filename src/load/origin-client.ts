import {type Dispatcher, Pool} from 'undici';
import {loopbackSources} from './loopback-source.js';
import {originConnector} from './origin-connector.js';
import type {LoadTarget, PlannedRequest} from './plan.js';

/** Sends requests to one origin. */
export interface OriginClient {
  /** Sends at once: on an idle connection, else on a new one. The handler hears exactly one onComplete or onError. */
  dispatch(request: PlannedRequest, handler: Dispatcher.DispatchHandler): void;
  /** TCP connections opened so far. */
  connections(): number;
  close(): Promise<void>;
}

export interface OriginOptions {
  /** Ms after which a connection attempt is given up. */
  timeout: number;
  platform: NodeJS.Platform;
  /** Where loopback source addresses begin: another one in each run, since conntrack remembers those of the last. */
  seed: number;
}

/** Makes the client of a target; the worker's door to the network. */
export type OpenOrigin = (target: LoadTarget, options: OriginOptions) => OriginClient;

/** An idle connection is closed this long (ms) before the end that the server announced by `Keep-Alive: timeout=`. */
const KEEP_ALIVE_MARGIN = 1_000;
/** An idle connection of which the server announced nothing is closed after this long (ms): sooner than common servers do. */
const KEEP_ALIVE = 4_000;

/** A pool of undici's connections, as many as there are requests under way: one on each, so that none waits for another's answer. */
export const openOrigin: OpenOrigin = (target, {timeout, platform, seed}) => {
  // Always the same name: undici would close a connection for a request whose Host header names another server.
  const servername = new URL(target.origin).hostname;
  const source = loopbackSources(servername, platform, seed);
  let opened = 0;
  const pool = new Pool(target.origin, {
    connect: originConnector(target, {timeout, source, opened: () => opened++}),
    pipelining: 1,
    keepAliveTimeout: KEEP_ALIVE,
    keepAliveTimeoutThreshold: KEEP_ALIVE_MARGIN,
    // The worker has a time-out of its own, for the whole request.
    headersTimeout: 0,
    bodyTimeout: 0,
  });

  return {
    dispatch: ({method, path, headers, body}, handler) => {
      const options: Dispatcher.DispatchOptions & {servername: string} = {
        method,
        path,
        headers,
        body: body ?? null,
        servername,
      };
      pool.dispatch(options, handler);
    },
    connections: () => opened,
    close: () => pool.destroy(),
  };
};
