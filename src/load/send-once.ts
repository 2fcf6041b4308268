import {Agent, request} from 'undici';
import type {RequestSpec} from '../spec/schema.js';
import {requestHeaders} from './request-headers.js';
import {requestPath} from './request-path.js';
import type {Route} from './route.js';

export interface OnceRequest extends Pick<RequestSpec, 'method' | 'path' | 'headers' | 'body' | 'expect'> {
  timeoutMs: number;
}

/** Sends one request and drains the answer; `expected` says whether its status is among `expect` (200 to 399 by default). */
export type SendOnce = (request: OnceRequest, signal?: AbortSignal) => Promise<{status: number; expected: boolean}>;

/** A sender to one Service, on a connection of its own: apart from the load, so that neither waits for the other. */
export function sendOnceTo(route: Route, env: NodeJS.ProcessEnv): SendOnce {
  return async (wanted, signal) => {
    const agent = new Agent({connect: {...route.tls}, bodyTimeout: wanted.timeoutMs, headersTimeout: wanted.timeoutMs});
    try {
      const answer = await request(`${route.origin}${requestPath(route, wanted.path)}`, {
        method: wanted.method,
        dispatcher: agent,
        headers: requestHeaders(wanted, `${wanted.method} ${wanted.path}`, route, env),
        ...bodyOf(wanted),
        signal: AbortSignal.any([AbortSignal.timeout(wanted.timeoutMs), ...(signal === undefined ? [] : [signal])]),
      });
      await answer.body.dump();
      const status = answer.statusCode;
      return {status, expected: wanted.expect?.includes(status) ?? (status >= 200 && status < 400)};
    } finally {
      await agent.destroy();
    }
  };
}

function bodyOf({body}: OnceRequest): {body?: string} {
  if (body === undefined) return {};
  return {body: typeof body === 'string' ? body : JSON.stringify(body)};
}
