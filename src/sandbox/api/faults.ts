import type {IncomingMessage, ServerResponse} from 'node:http';

/** A request before the server has seen it, and the way to answer it. */
export interface Exchange {
  method: string;
  path: string;
  query: URLSearchParams;
  request: IncomingMessage;
  response: ServerResponse;
}

/** Misbehaviour, for tests of clients: it stands where a network and an overloaded server stand. */
export interface Faults {
  /**
   * Sees each request before the server does. True when it was answered here, or never will be. The response may be kept, and cut off
   * later.
   */
  take(exchange: Exchange): boolean | Promise<boolean>;
}
