import {Client, type Dispatcher} from 'undici';
import {type ConnectorOptions, originConnector} from './origin-connector.js';
import type {LoadTarget, PlannedRequest} from './plan.js';

/** Sends requests to one origin. */
export interface OriginClient {
  /** Sends at once: on an idle connection, else on a new one. The handler hears exactly one onComplete or onError. */
  dispatch(request: PlannedRequest, handler: Dispatcher.DispatchHandler): void;
  /** TCP connections opened so far. */
  connections(): number;
  close(): Promise<void>;
}

/** Makes the client of a target; the worker's door to the network. */
export type OpenOrigin = (target: LoadTarget, options: ConnectorOptions) => OriginClient;

/** An idle connection is closed this long (ms) before the end that the server announced by `Keep-Alive: timeout=`. */
const KEEP_ALIVE_MARGIN = 1_000;

interface Connection {
  client: Client;
  idle: boolean;
}

/**
 * A client of undici connections, one request on each at a time. Not undici's Pool: that one walks all its connections to find a free
 * one, which takes a core just when a stalled service holds thousands of them open. Here the connection used last is taken first, and
 * those that a burst needed run into their keep-alive timeout.
 */
export const openOrigin: OpenOrigin = (target, options) => {
  const all: Connection[] = [];
  const idle: Connection[] = [];
  let opened = 0;
  const connect = originConnector(target, options, () => opened++);
  const servername = new URL(target.origin).hostname;

  const addConnection = () => {
    const client = new Client(target.origin, {
      connect,
      pipelining: 1,
      keepAliveTimeoutThreshold: KEEP_ALIVE_MARGIN,
      // Time-outs are the worker's: one for the whole request.
      headersTimeout: 0,
      bodyTimeout: 0,
    });
    const connection = {client, idle: false};
    client.on('drain', () => {
      if (connection.idle) return;
      connection.idle = true;
      idle.push(connection);
    });
    all.push(connection);
    return connection;
  };

  return {
    dispatch: ({method, path, headers, body}, handler) => {
      const connection = idle.pop() ?? addConnection();
      connection.idle = false;
      connection.client.dispatch(
        {method, path, headers, body: body ?? null, servername} as Dispatcher.DispatchOptions,
        handler,
      );
    },
    connections: () => opened,
    close: async () => {
      await Promise.all(all.map(({client}) => client.destroy()));
    },
  };
};
