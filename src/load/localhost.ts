import type {NodeSearch} from './node-address.js';
import type {Route} from './route.js';

/** Kube-proxy may need a moment for a new NodePort: ms for which loopback is asked, and between two rounds. */
const PATIENCE = 3_000;
const ROUND = 100;

/**
 * A route to `localhost` by way of 127.0.0.1 where that answers, so that its connections can come from changing source addresses (see
 * loopback-source.ts): the name may also mean ::1, which is a single address. The server still sees the name.
 */
export async function byIPv4Loopback(
  route: Route,
  ports: Pick<NodeSearch, 'probe' | 'clock' | 'signal'>,
): Promise<Route> {
  const url = new URL(route.origin);
  if (url.hostname !== 'localhost') return route;
  const port = Number(url.port || (url.protocol === 'https:' ? 443 : 80));
  if (!(await answersByIPv4(port, ports))) return route;
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

/** False once ::1 alone answers, or nothing does for long. */
async function answersByIPv4(
  port: number,
  {probe, clock, signal}: Pick<NodeSearch, 'probe' | 'clock' | 'signal'>,
): Promise<boolean> {
  for (const deadline = clock.now() + PATIENCE; ; await clock.sleep(ROUND, signal)) {
    if (await probe('127.0.0.1', port, PATIENCE)) return true;
    if ((await probe('::1', port, ROUND)) || clock.now() >= deadline) return false;
  }
}
