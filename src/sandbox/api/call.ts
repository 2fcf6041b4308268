import type {IncomingMessage, ServerResponse} from 'node:http';
import type {Clock} from '../../runtime/clock.js';
import type {MemoryStore} from '../memory-store.js';
import type {NodeAgent} from '../node-agent.js';
import {StatusError} from '../store.js';

/** What the server works on. */
export interface ApiPorts {
  store: MemoryStore;
  node: NodeAgent;
  clock: Clock;
}

/** One request, and the way to answer it. */
export interface Call {
  method: string;
  /** Parts of the path, decoded: `['api', 'v1', 'pods']`. */
  parts: string[];
  query: URLSearchParams;
  request: IncomingMessage;
  response: ServerResponse;
  /** Aborted when the client is gone or the server ends. */
  signal: AbortSignal;
}

/** Bodies that are longer are refused, as by a real API server. */
const LONGEST_BODY = 3 * 1024 * 1024;

/** True for `?name=true` and `?name=1`. */
export function isAsked(query: URLSearchParams, name: string): boolean {
  return ['true', '1'].includes(query.get(name) ?? '');
}

/** True for `?dryRun=All`; any other value is refused. */
export function isDryRun(asked: string | null | undefined): boolean {
  if (!asked) return false;
  if (asked === 'All') return true;
  throw new StatusError(422, 'Invalid', `dryRun: Unsupported value: ${JSON.stringify(asked)}: supported values: "All"`);
}

/** The whole body of a request. */
export async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request) {
    length += chunk.length;
    if (length > LONGEST_BODY)
      throw new StatusError(413, 'RequestEntityTooLarge', 'Request entity too large: limit is 3145728');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}
