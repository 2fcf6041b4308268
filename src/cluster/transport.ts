import type {Dispatcher} from 'undici';
import {Failure, isFailure} from '../failure.js';
import type {Clock} from '../runtime/clock.js';
import {type ContextAccess, type Login, sameLogin} from './auth.js';
import {withDeadline} from './deadline.js';
import {createDispatchers, type Dispatchers} from './dispatchers.js';
import type {ApiCredentials, RawAnswer} from './kube.js';
import {unreachable} from './unreachable.js';

export interface HttpRequest {
  method: string;
  /** Below the server's address, with the query. */
  path: string;
  body?: string | undefined;
  headers?: Record<string, string> | undefined;
}

/** An answer whose body is still coming. */
export type StreamAnswer = Pick<Dispatcher.ResponseData, 'headers' | 'body'> & {status: number};

/** HTTP to one API server. Answers of every status are returned; no answer is a {@link Failure} `environment`. */
export interface Transport {
  readonly server: string;
  readonly context: string;
  /** The whole answer, within `timeoutMs` (15 s by default). */
  request(
    request: HttpRequest & {timeoutMs?: number | undefined; signal?: AbortSignal | undefined},
  ): Promise<RawAnswer>;
  /** A stream that lasts until either side ends it. */
  stream(request: HttpRequest, signal: AbortSignal): Promise<StreamAnswer>;
  credentials(): Promise<ApiCredentials>;
  close(): Promise<void>;
}

const TIMEOUT_MS = 15_000;

/** Opens a transport. Credentials are asked for before each request; connections are made anew when they change. */
export function createTransport(access: ContextAccess, clock: Clock): Transport {
  const address = new URL(access.server);
  // Some API servers, such as Rancher's, live below a path.
  const basePath = address.pathname.replace(/\/$/, '');
  const pools = createPools();

  const attempt = async (
    request: HttpRequest,
    login: Login,
    pool: keyof Dispatchers,
    signal: AbortSignal,
  ): Promise<StreamAnswer> => {
    const answer = await pools.of(login)[pool].request({
      origin: address.origin,
      path: basePath + request.path,
      method: request.method as Dispatcher.HttpMethod,
      headers: {'user-agent': 'chaos-cost-gate', accept: 'application/json', ...login.headers, ...request.headers},
      body: request.body ?? null,
      signal,
      // The deadline of a request, and the silence of a watch, are timed by those who know what to expect.
      headersTimeout: 0,
      bodyTimeout: 0,
    });
    // Whoever reads the body learns of its errors; nobody has to.
    answer.body.on('error', () => {});
    return {status: answer.statusCode, headers: answer.headers, body: answer.body};
  };

  const send = async (request: HttpRequest, pool: keyof Dispatchers, signal: AbortSignal): Promise<StreamAnswer> => {
    const login = await access.login();
    const answer = await attempt(request, login, pool, signal);
    if (answer.status !== 401) return answer;
    // A token can be revoked long before its plug-in would have asked for a new one.
    const renewed = await access.login(login);
    if (sameLogin(login, renewed)) return answer;
    await answer.body.dump();
    return attempt(request, renewed, pool, signal);
  };

  /** Runs `work`, and puts what goes wrong on the network into words. */
  const reach = async <T>(signal: AbortSignal | undefined, work: () => Promise<T>): Promise<T> => {
    try {
      return await work();
    } catch (error) {
      if (signal?.aborted || isFailure(error)) throw error;
      throw unreachable(access, error);
    }
  };

  return {
    server: access.server,
    context: access.context,
    request: ({timeoutMs = TIMEOUT_MS, signal, ...request}) => {
      const tooLate = () => noAnswer(access.server, request, timeoutMs);
      return reach(signal, () =>
        withDeadline({clock, ms: timeoutMs, signal, tooLate}, async deadline => {
          const {status, headers, body} = await send(request, 'requests', deadline);
          return {status, headers, text: await body.text()};
        }),
      );
    },
    stream: (request, signal) => reach(signal, () => send(request, 'streams', signal)),
    credentials: async () => {
      const {headers, tls, proxyUrl} = await access.login();
      if (proxyUrl !== undefined) throw noProxy(access);
      return {origin: address.origin, headers, tls, ...(basePath === '' ? {} : {basePath})};
    },
    close: () => pools.close(),
  };
}

function createPools() {
  let current: {login: Login; dispatchers: Dispatchers} | undefined;
  return {
    of: (login: Login): Dispatchers => {
      // Headers may change with each token; only certificates and proxies are bound to connections.
      const bound: Login = {...login, headers: {}};
      if (current !== undefined && sameLogin(current.login, bound)) return current.dispatchers;
      if (current !== undefined) retire(current.dispatchers);
      current = {login: bound, dispatchers: createDispatchers(login)};
      return current.dispatchers;
    },
    close: async (): Promise<void> => {
      if (current !== undefined)
        await Promise.all([current.dispatchers.requests.destroy(), current.dispatchers.streams.destroy()]);
      current = undefined;
    },
  };
}

/** Lets what is under way come to its end. */
function retire({requests, streams}: Dispatchers): void {
  for (const pool of [requests, streams]) pool.close().catch(() => {});
}

/** What to say when the server took longer than `timeoutMs`. */
export function noAnswer(server: string, {method, path}: HttpRequest, timeoutMs: number): Failure {
  return new Failure(
    'environment',
    `the API server at ${server} did not answer ${method} ${path} within ${timeoutMs / 1000} s`,
    {
      hint: 'Is the machine that it runs on overloaded?',
    },
  );
}

function noProxy(access: ContextAccess): Failure {
  return new Failure(
    'environment',
    `the load can't reach ${access.server} through the proxy of the context ${access.context}`,
    {
      hint: 'Send it to an address instead: `load: {url: …}`.',
    },
  );
}
