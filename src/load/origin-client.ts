import type {Clock} from '../runtime/clock.js';
import {type Connection, openConnection, type RequestEnd} from './http/connection.js';
import {socketsTo} from './http/open-socket.js';
import {requestBytes} from './http/request-bytes.js';
import {loopbackSources} from './loopback-source.js';
import type {LoadTarget, PlannedRequest} from './plan.js';

/** Sends requests to one origin. */
export interface OriginClient {
  /**
   * Sends at once: on an idle connection, else on a new one. `ended` hears exactly once how it ended, unless the request is given up
   * before, by the end of its connection.
   */
  send(request: PlannedRequest, ended: RequestEnd): Pick<Connection, 'destroy' | 'hasSent'>;
  /** TCP connections opened so far. */
  connections(): number;
  close(): void;
}

export interface OriginOptions {
  clock: Pick<Clock, 'now'>;
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
/** Idle connections are looked through this often, in ms. */
const SWEEP_EVERY = 500;

/** As many connections as there are requests under way: one on each, so that none waits for another's answer. */
export const openOrigin: OpenOrigin = (target, {clock, platform, seed}) => {
  const {host, hostname} = new URL(target.origin);
  const openSocket = socketsTo(target);
  const bytes = new Map<PlannedRequest, Buffer>();
  let source = loopbackSources(hostname, platform, seed);
  let connections: Connection[] = [];
  /** The last one that became idle is the first to be used again, so that those which aren't needed are left to end. */
  let idle: Connection[] = [];
  let opened = 0;
  let nextSweep = Number.NEGATIVE_INFINITY;

  const connect = () => {
    opened++;
    const connection = openConnection({
      open: openSocket,
      source: () => source?.(),
      // A sandbox may own no more of the loopback net than 127.0.0.1.
      sourceFailed: () => {
        source = undefined;
      },
      idle: (connection, announced) => {
        const keep = announced === undefined ? KEEP_ALIVE : announced - KEEP_ALIVE_MARGIN;
        if (keep <= 0) return connection.destroy();
        connection.idleUntil = clock.now() + keep;
        idle.push(connection);
      },
    });
    connections.push(connection);
    return connection;
  };
  const sweep = (now: number) => {
    if (now < nextSweep) return;
    nextSweep = now + SWEEP_EVERY;
    for (const connection of idle) if (connection.idleUntil <= now) connection.destroy();
    idle = idle.filter(connection => connection.isOpen());
    connections = connections.filter(connection => connection.isOpen());
  };
  const takeIdle = (now: number) => {
    for (let last = idle.pop(); last !== undefined; last = idle.pop()) {
      if (last.isOpen() && last.idleUntil > now) return last;
      last.destroy();
    }
    return undefined;
  };
  const bytesOf = (request: PlannedRequest) => {
    const known = bytes.get(request);
    if (known !== undefined) return known;
    const made = requestBytes(request, host);
    bytes.set(request, made);
    return made;
  };

  return {
    send: (request, ended) => {
      const now = clock.now();
      sweep(now);
      const connection = takeIdle(now) ?? connect();
      connection.send(bytesOf(request), request.method, ended);
      return connection;
    },
    connections: () => opened,
    close: () => {
      for (const connection of connections) connection.destroy();
    },
  };
};
