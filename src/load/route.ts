import type {ApiCredentials} from '../cluster/kube.js';
import {Failure} from '../failure.js';
import type {LoadSpec} from '../spec/schema.js';
import {byIPv4Loopback} from './localhost.js';
import {findNodeAddress, type NodeSearch} from './node-address.js';
import {routeKey} from './route-key.js';
import {type FoundPort, findServicePort} from './service-port.js';

/** How requests reach a service. */
export interface Route {
  /** Scheme, host and port. */
  origin: string;
  /** Comes before the path of every request; without a slash at its end. */
  basePath: string;
  /** Sent with every request. May hold secrets: not for logs. */
  headers: Record<string, string>;
  tls: ApiCredentials['tls'];
  via: 'url' | 'nodePort' | 'proxy';
  /** For people: which way, and why. */
  description: string;
}

export interface RoutePorts extends NodeSearch {
  /** The namespace of the Services. */
  namespace: string;
}

/** The routes that the load's requests need, by the name of their Service or the URL, as `loadPlan` takes them. */
export async function resolveRoutes(
  load: Pick<LoadSpec, 'service' | 'url' | 'via' | 'requests'>,
  ports: RoutePorts,
): Promise<Map<string, Route>> {
  const routes = new Map<string, Route>();
  for (const request of load.requests) {
    const key = routeKey(request, load);
    if (routes.has(key)) continue;
    const toUrl = request.service === undefined && load.service === undefined;
    routes.set(
      key,
      toUrl ? await byIPv4Loopback(urlRoute(key), ports) : await resolveRoute({service: key, via: load.via}, ports),
    );
  }
  return routes;
}

/**
 * Finds the way to the Service `NAME:PORT`: its NodePort where it has one that answers, else the API server's service proxy. Fails with
 * `usage` when there is no such Service or port, with `environment` when `via: nodePort` was asked for and nothing answers.
 */
export async function resolveRoute(
  {service, via}: {service: string; via: LoadSpec['via']},
  ports: RoutePorts,
): Promise<Route> {
  const found = await findServicePort(ports.kube, ports.namespace, service, ports.signal);
  const name = `Service ${ports.namespace}/${found.service}:${found.port}`;
  if (via === 'proxy') return proxyRoute(found, name, 'as the spec asks', ports);
  if (found.nodePort === undefined) {
    if (via === 'auto') return proxyRoute(found, name, 'since the Service has no NodePort', ports);
    throw new Failure('usage', `the ${name} has no NodePort`, {
      hint: 'Set `type: NodePort` on the Service, or `via: auto` in `load`.',
    });
  }
  const address = await findNodeAddress(found.nodePort, ports);
  if (address !== undefined) return nodePortRoute(found, name, `${address}:${found.nodePort}`);
  if (via === 'auto')
    return proxyRoute(
      found,
      name,
      `since its NodePort ${found.nodePort} answers neither on loopback nor on a node's address`,
      ports,
    );
  throw new Failure(
    'environment',
    `the NodePort ${found.nodePort} of the ${name} answers neither on loopback nor on a node's address`,
    {
      hint: 'Set `via: auto` in `load`: the load then goes through the API server.',
    },
  );
}

/** The route of `load.url`, taken as it is. A user and password in it become a header and are not shown. */
export function urlRoute(text: string): Route {
  const url = new URL(text);
  if (url.search !== '' || url.hash !== '') {
    throw new Failure('usage', "the load's `url` has a query or a fragment", {
      hint: 'Put them into the `path` of the requests.',
    });
  }
  const credentials = `${decodeURIComponent(url.username)}:${decodeURIComponent(url.password)}`;
  const basePath = url.pathname.replace(/\/+$/, '');
  return {
    origin: url.origin,
    basePath,
    headers: credentials === ':' ? {} : {authorization: `Basic ${Buffer.from(credentials).toString('base64')}`},
    tls: {},
    via: 'url',
    description: `${url.origin}${basePath}, as the spec says`,
  };
}

function nodePortRoute(found: FoundPort, name: string, address: string): Route {
  const https = found.scheme === 'https';
  return {
    origin: `${found.scheme}://${address}`,
    basePath: '',
    headers: {},
    // A certificate of the cluster's own names the Service, never a node; the API server's proxy doesn't verify it either.
    tls: https ? {rejectUnauthorized: false} : {},
    via: 'nodePort',
    description: `${name} by its NodePort at ${address}${https ? ', its certificate not verified' : ''}`,
  };
}

async function proxyRoute(found: FoundPort, name: string, why: string, {kube, namespace}: RoutePorts): Promise<Route> {
  const {origin, basePath = '', headers, tls} = await kube.credentials();
  return {
    origin,
    basePath: `${basePath}/api/v1/namespaces/${namespace}/services/${found.scheme}:${found.service}:${found.port}/proxy`,
    headers,
    tls,
    via: 'proxy',
    description: `${name} by the API server's proxy, ${why}; its latency and its limits are part of what is measured, and redirects are not followed`,
  };
}
