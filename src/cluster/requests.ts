import {Failure, messageOf} from '../failure.js';
import type {Clock} from '../runtime/clock.js';
import type {Logger} from '../runtime/logger.js';
import {apiErrorOf, type Deed, wordsOf} from './api-errors.js';
import {isApiError} from './kube.js';
import {type Backoff, backoffMs, type Random} from './retry.js';
import type {Transport} from './transport.js';
import {isConnectionLost} from './unreachable.js';

export interface ApiRequest {
  method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  path: string;
  /** Sent as JSON. */
  body?: unknown;
  contentType?: string;
  deed: Deed;
  /** `always` where a repeat does no harm, `refused` where it is only safe if the server did not begin. */
  repeat: 'always' | 'refused';
  signal?: AbortSignal | undefined;
}

/** Asks for JSON. Errors: {@link ApiError} when refused, {@link Failure} `environment` when there is no answer. */
export type Ask = <T>(request: ApiRequest) => Promise<T>;

export interface RequestPorts {
  clock: Clock;
  logger: Logger;
  random: Random;
}

const ATTEMPTS = 4;
const BACKOFF: Backoff = {firstMs: 200, longestMs: 2_000};
/** A server that asks for more patience than this is taken at its word: it can't serve us now. */
const LONGEST_RETRY_AFTER = 10;

/** Makes {@link Ask}: resets, 429 and 503 are tried again a few times, as far as that can't do something twice. */
export function createAsk(transport: Transport, {clock, logger, random}: RequestPorts): Ask {
  return async <T>(request: ApiRequest): Promise<T> => {
    for (let attempt = 1; ; attempt++) {
      try {
        return (await askOnce(transport, request)) as T;
      } catch (error) {
        if (attempt === ATTEMPTS || request.signal?.aborted || !mayRepeat(error, request)) throw error;
        logger.debug(`trying again to ${wordsOf(request.deed)}: ${messageOf(error)}`);
        const asked = isApiError(error) ? (error.retryAfter ?? 0) * 1000 : 0;
        await clock.sleep(Math.max(asked, backoffMs(attempt, BACKOFF, random)), request.signal);
      }
    }
  };
}

async function askOnce(transport: Transport, request: ApiRequest): Promise<unknown> {
  const answer = await transport.request({
    method: request.method,
    path: request.path,
    signal: request.signal,
    ...(request.body === undefined
      ? {}
      : {body: JSON.stringify(request.body), headers: {'content-type': request.contentType ?? 'application/json'}}),
  });
  if (answer.status >= 400) throw apiErrorOf(answer, request.deed, transport.context);
  return parse(answer.text, transport);
}

function parse(text: string, {server, context}: Transport): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new Failure(
      'environment',
      `what answers at ${server} does not speak as a Kubernetes API server: ${text.slice(0, 100)}`,
      {
        hint: `Check the cluster of the kubeconfig's context ${context}.`,
        cause: error,
      },
    );
  }
}

function mayRepeat(error: unknown, {repeat}: ApiRequest): boolean {
  if (isConnectionLost(error)) return repeat === 'always';
  if (!isApiError(error) || (error.retryAfter ?? 0) > LONGEST_RETRY_AFTER) return false;
  // 429 is said before a request begins, 503 also by proxies after they have passed it on.
  return error.status === 429 || (error.status === 503 && repeat === 'always');
}
