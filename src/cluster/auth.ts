import type {OutgoingHttpHeaders} from 'node:http';
import type {RequestOptions} from 'node:https';
import type {KubeConfig} from '@kubernetes/client-node';
import {Failure, messageOf} from '../failure.js';

export interface LoginTls {
  ca?: string;
  cert?: string;
  key?: string;
  servername?: string;
  rejectUnauthorized?: boolean;
}

/** What one request needs to be let in. */
export interface Login {
  tls: LoginTls;
  headers: Record<string, string>;
  proxyUrl?: string;
}

/** The way to the API server of one context, and of no other. */
export interface ContextAccess {
  readonly context: string;
  readonly server: string;
  /** Fresh credentials; `refused` are some that the server has just turned down, which are then made anew. */
  login(refused?: Login): Promise<Login>;
}

/** Reads the credentials of a context with client-node. `open` gives a new KubeConfig, with nothing of it cached. */
export function accessTo(context: string, server: string, open: () => KubeConfig): ContextAccess {
  let config = open();
  let latest: Login | undefined;
  // One flight for everybody: client-node starts an exec plug-in for each call that finds no token cached.
  let flight: Promise<Login> | undefined;

  return {
    context,
    server,
    login: refused => {
      if (flight !== undefined) return flight;
      if (refused !== undefined && latest !== undefined && sameLogin(refused, latest)) config = open();
      flight = logIn(config, context)
        .then(login => {
          latest = login;
          return login;
        })
        .finally(() => {
          flight = undefined;
        });
      return flight;
    },
  };
}

/** Whether two logins are the same to the server. */
export function sameLogin(a: Login, b: Login): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

async function logIn(config: KubeConfig, context: string): Promise<Login> {
  const options: RequestOptions = {};
  try {
    await config.applyToHTTPSOptions(options);
  } catch (error) {
    throw new Failure('environment', `the credentials of the context ${context} can't be had: ${messageOf(error)}`, {
      hint: `Try \`kubectl --context ${context} version\`.`,
      cause: error,
    });
  }
  const proxyUrl = config.getCurrentCluster()?.proxyUrl;
  return {tls: tlsOf(options), headers: headersOf(options), ...(proxyUrl ? {proxyUrl} : {})};
}

function tlsOf(options: RequestOptions): LoginTls {
  const text = (name: 'ca' | 'cert' | 'key') => (options[name] ? {[name]: String(options[name])} : {});
  return {
    ...text('ca'),
    ...text('cert'),
    ...text('key'),
    ...(options.servername ? {servername: options.servername} : {}),
    ...(options.rejectUnauthorized === undefined ? {} : {rejectUnauthorized: options.rejectUnauthorized}),
  };
}

function headersOf(options: RequestOptions): Record<string, string> {
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries((options.headers ?? {}) as OutgoingHttpHeaders)) {
    if (value !== undefined) headers[name.toLowerCase()] = String(value).trim();
  }
  if (options.auth) headers.authorization = `Basic ${Buffer.from(options.auth).toString('base64')}`;
  return headers;
}
