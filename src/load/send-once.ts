import {Agent, request} from 'undici';
import type {RequestSpec, ValueOrEnv} from '../spec/schema.js';
import type {Route} from './route.js';

export interface OnceRequest extends Pick<RequestSpec, 'body' | 'expect'> {
  method: RequestSpec['method'];
  path: string;
  headers?: Record<string, ValueOrEnv>;
  timeoutMs: number;
}

/** Sends one request and drains the answer; `expected` says whether its status is among `expect` (200 to 399 by default). */
export type SendOnce = (request: OnceRequest, signal?: AbortSignal) => Promise<{status: number; expected: boolean}>;

/** A sender to one Service, on a connection of its own: apart from the load, so that neither waits for the other. */
export function sendOnceTo(route: Route, env: NodeJS.ProcessEnv): SendOnce {
  return async (wanted, signal) => {
    const agent = new Agent({connect: {...route.tls}, bodyTimeout: wanted.timeoutMs, headersTimeout: wanted.timeoutMs});
    try {
      const answer = await request(`${route.origin}${route.basePath}${wanted.path}`, {
        method: wanted.method,
        dispatcher: agent,
        headers: {...route.headers, ...contentType(wanted.body), ...readValues(wanted.headers ?? {}, env)},
        ...(wanted.body === undefined ? {} : {body: typeof wanted.body === 'string' ? wanted.body : JSON.stringify(wanted.body)}),
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

function contentType(body: OnceRequest['body']): Record<string, string> {
  return body === undefined || typeof body === 'string' ? {} : {'content-type': 'application/json'};
}

function readValues(values: Record<string, ValueOrEnv>, env: NodeJS.ProcessEnv): Record<string, string> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, typeof value === 'string' ? value : (env[value.fromEnv] ?? '')]));
}
