import type {Route} from './route.js';
import type {TcpProbe} from './tcp-probe.js';

/** Ms within which loopback has to accept a connection. */
const PATIENCE = 500;

/**
 * A route to `localhost` by way of 127.0.0.1 where that answers, so that its connections can come from changing source addresses (see
 * loopback-source.ts): the name may also mean ::1, which is a single address. The server still sees the name.
 */
export async function byIPv4Loopback(route: Route, probe: TcpProbe): Promise<Route> {
  const url = new URL(route.origin);
  if (url.hostname !== 'localhost') return route;
  const port = Number(url.port || (url.protocol === 'https:' ? 443 : 80));
  if (!(await probe('127.0.0.1', port, PATIENCE))) return route;
  const {host} = url;
  url.hostname = '127.0.0.1';
  return {
    ...route,
    origin: url.origin,
    headers: {host, ...route.headers},
    tls: {servername: 'localhost', ...route.tls},
    description: `${route.description}, by 127.0.0.1`,
  };
}
