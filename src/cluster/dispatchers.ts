import {Agent, type Dispatcher, ProxyAgent} from 'undici';
import {Failure} from '../failure.js';
import type {Login} from './auth.js';

/** Connections of one login. Watches have their own, or a few of them would use up the pool of the requests. */
export interface Dispatchers {
  requests: Dispatcher;
  streams: Dispatcher;
}

const POOL_SIZE = 16;
/** Go's servers keep idle connections for 90 s or more; below that, none is closed on us while we send. */
const KEEP_ALIVE_MS = 30_000;

/** Makes the connection pools for a login: directly, or through the kubeconfig's `proxy-url`. */
export function createDispatchers(login: Login): Dispatchers {
  return {requests: dispatcher(login, POOL_SIZE), streams: dispatcher(login, null)};
}

function dispatcher({tls, proxyUrl}: Login, connections: number | null): Dispatcher {
  const options = {connections, keepAliveTimeout: KEEP_ALIVE_MS, keepAliveMaxTimeout: KEEP_ALIVE_MS};
  if (proxyUrl === undefined)
    return new Agent({...options, connect: {...tls, keepAlive: true, keepAliveInitialDelay: 15_000}});
  return new ProxyAgent({...options, uri: proxyAddress(proxyUrl), requestTls: tls});
}

/** undici knows SOCKS 5, which leaves the resolution of names to the proxy (what curl calls socks5h). */
function proxyAddress(proxyUrl: string): string {
  if (/^(https?|socks5?):/.test(proxyUrl)) return proxyUrl;
  if (proxyUrl.startsWith('socks5h:')) return proxyUrl.replace('socks5h:', 'socks5:');
  throw new Failure('environment', `the kubeconfig's proxy-url ${new URL(proxyUrl).protocol}// is not supported`, {
    hint: 'Use an http, https or socks5 proxy.',
  });
}
