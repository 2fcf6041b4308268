import {randomBytes, timingSafeEqual} from 'node:crypto';
import {setMaxListeners} from 'node:events';
import {createServer, type IncomingMessage, type ServerResponse} from 'node:http';
import type {AddressInfo} from 'node:net';
import {StatusError} from '../store.js';
import {sendRefusal} from './answer.js';
import type {ApiPorts} from './call.js';
import type {Faults} from './faults.js';
import {handle} from './handle.js';
import {createServiceProxy} from './service-proxy.js';

export interface ApiServer {
  /** `http://127.0.0.1:PORT` */
  origin: string;
  /** The bearer token without which nobody is let in. */
  token: string;
  /** Ends all watches, and everything else. */
  close(): Promise<void>;
}

/** Serves the store as a Kubernetes API on a free port of the loopback. */
export async function startApiServer({faults, ...ports}: ApiPorts & {faults?: Faults | undefined}): Promise<ApiServer> {
  const token = randomBytes(24).toString('base64url');
  const proxy = createServiceProxy();
  const closing = new AbortController();
  setMaxListeners(0, closing.signal);

  const serve = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const gone = new AbortController();
    const end = () => gone.abort();
    response.on('close', end);
    closing.signal.addEventListener('abort', end, {once: true});
    try {
      const {pathname, searchParams: query} = new URL(request.url ?? '/', 'http://localhost');
      const {method = 'GET'} = request;
      if (await faults?.take({method, path: pathname, query, request, response})) return;
      if (!isLetIn(request, token)) throw new StatusError(401, 'Unauthorized', 'Unauthorized');
      const parts = partsOf(pathname);
      await handle(ports, proxy, {method, parts, query, request, response, signal: gone.signal});
    } catch (error) {
      sendRefusal(response, error);
    } finally {
      closing.signal.removeEventListener('abort', end);
    }
  };

  const server = createServer((request, response) => void serve(request, response));
  // Clients keep their connections for some time: whoever closes first, must be them.
  server.keepAliveTimeout = 90_000;
  server.requestTimeout = 0;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    token,
    close: async () => {
      closing.abort();
      proxy.close();
      const closed = new Promise(resolve => server.close(resolve));
      server.closeAllConnections();
      await closed;
    },
  };
}

function isLetIn({headers}: IncomingMessage, token: string): boolean {
  const given = Buffer.from(headers.authorization ?? '');
  const wanted = Buffer.from(`Bearer ${token}`);
  return given.length === wanted.length && timingSafeEqual(given, wanted);
}

function partsOf(pathname: string): string[] {
  try {
    const parts = pathname.slice(1).split('/').map(decodeURIComponent);
    // A slash at the end matters to those who are behind a proxy only.
    return parts.at(-1) === '' && !parts.includes('proxy') ? parts.slice(0, -1) : parts;
  } catch {
    throw new StatusError(400, 'BadRequest', `the path ${JSON.stringify(pathname)} can't be read`);
  }
}
