import type {ApiCredentials} from '../cluster/kube.js';
import type {LoadSpec, RequestSpec} from '../spec/schema.js';
import {requestHeaders} from './request-headers.js';
import {requestPath} from './request-path.js';
import type {RetryPlan} from './retries.js';
import type {Route} from './route.js';
import {routeKey} from './route-key.js';

/** Where requests go: one server, one way to authenticate the connection. */
export interface LoadTarget {
  origin: string;
  tls: ApiCredentials['tls'];
}

/** A request of the mix, ready to be sent. */
export interface PlannedRequest {
  label: string;
  /** Index into the plan's targets. */
  target: number;
  method: RequestSpec['method'];
  /** With the route's prefix and the query. */
  path: string;
  /** May hold secrets: not for logs. */
  headers: Record<string, string>;
  body?: string;
  /** The statuses that count as success; without them 200 to 399 do. */
  expect?: number[];
  weight: number;
}

/** All that the worker needs to know; plain data, so that it can be sent to a thread. */
export interface LoadPlan {
  /** Requests per second. */
  rate: number;
  /** Ms from the real send to the end of the answer. */
  timeout: number;
  /** Requests under way at once; beyond, they are counted as `unsent`. */
  maxOpen: number;
  targets: LoadTarget[];
  requests: PlannedRequest[];
  /** Whether and how failed requests are sent again. */
  retry?: RetryPlan;
}

/** Each open request holds a connection of its own, and a process seldom may open more files. */
const MAX_OPEN = 10_000;

/**
 * Makes the spec's requests ready: routes, headers with their values from the environment, bodies, labels. `routes` are those of
 * `resolveRoutes`. Fails with `usage`, and never with a secret in the message, when a header can't be sent.
 */
export function loadPlan(
  load: LoadSpec,
  routes: ReadonlyMap<string, Route>,
  env: Readonly<Record<string, string | undefined>>,
): LoadPlan {
  const targets: LoadTarget[] = [];
  const labels = uniqueLabels(load.requests);
  const requests = load.requests.map((request, i) => {
    const route = routeOf(request, load, routes);
    return plannedRequest(request, labels[i]!, route, targetIndex(targets, route), env);
  });
  const retry = load.retry === undefined ? {} : {retry: load.retry};
  return {rate: load.rate, timeout: load.timeout, maxOpen: MAX_OPEN, targets, requests, ...retry};
}

function routeOf(request: RequestSpec, load: LoadSpec, routes: ReadonlyMap<string, Route>): Route {
  const route = routes.get(routeKey(request, load));
  if (route === undefined) throw new Error(`no route was resolved for ${routeKey(request, load)}`);
  return route;
}

function targetIndex(targets: LoadTarget[], {origin, tls}: Route): number {
  const known = targets.findIndex(target => target.origin === origin);
  return known >= 0 ? known : targets.push({origin, tls}) - 1;
}

function plannedRequest(
  request: RequestSpec,
  label: string,
  route: Route,
  target: number,
  env: Readonly<Record<string, string | undefined>>,
): PlannedRequest {
  const {method, weight, body, expect} = request;
  return {
    label,
    target,
    method,
    weight,
    path: requestPath(route, request.path),
    headers: requestHeaders(request, label, route, env),
    ...(body === undefined ? {} : {body: typeof body === 'string' ? body : JSON.stringify(body)}),
    ...(expect === undefined ? {} : {expect}),
  };
}

/** A given name is kept, so that requests can share one; `GET /` that occurs again becomes `GET / (2)`. */
function uniqueLabels(requests: readonly RequestSpec[]): string[] {
  const seen = new Map<string, number>();
  return requests.map(({name, method, path, service}) => {
    if (name !== undefined) return name;
    const label = service === undefined ? `${method} ${path}` : `${method} ${path} on ${service}`;
    const times = (seen.get(label) ?? 0) + 1;
    seen.set(label, times);
    return times === 1 ? label : `${label} (${times})`;
  });
}
