import {StatusError} from '../store.js';
import {noSuchResource, notServed, sendJson, sendText} from './answer.js';
import {applyOne} from './apply-request.js';
import {type ApiPorts, type Call, isAsked, readBody} from './call.js';
import {parseBody} from './decode.js';
import {discover, isKubernetesGroup} from './discovery.js';
import {sendLog} from './pod-log.js';
import {readList, readOne} from './read.js';
import {removeAll, removeOne} from './remove.js';
import {type Route, routeOf} from './route.js';
import type {ServiceProxy} from './service-proxy.js';
import {watch} from './watch.js';
import {createOne, mergeOne, replaceOne} from './write.js';

/** Answers one request that was let in, or throws a {@link StatusError}. */
export async function handle(ports: ApiPorts, proxy: ServiceProxy, call: Call): Promise<void> {
  const {parts, method, response} = call;
  const about = method === 'GET' ? discover(parts) : undefined;
  if (about !== undefined) return sendJson(response, 200, about);
  if (['healthz', 'livez', 'readyz'].includes(parts[0] ?? '')) return sendText(response, 200, 'ok');
  if (parts.join('/') === 'apis/authorization.k8s.io/v1/selfsubjectaccessreviews') return review(call);
  const [root, group = '', version] = parts;
  if (root === 'apis' && version !== undefined && parts.length === 3 && isKubernetesGroup(group))
    throw notServed(`${group}/${version}`);
  const route = parts.length < 3 || (root === 'apis' && parts.length < 4) ? undefined : routeOf(parts);
  if (route === undefined) return sendText(response, 404, '404 page not found\n');
  await answer(ports, proxy, route, call);
}

async function answer(ports: ApiPorts, proxy: ServiceProxy, route: Route, call: Call): Promise<void> {
  const {kind, name, subresource} = route;
  if (kind.kind === 'Service' && subresource === 'proxy') return proxy.pass(ports, route, call);
  if (kind.kind === 'Node' && subresource === 'proxy') return sendMetrics(ports, route, call);
  if (kind.kind === 'Pod' && subresource === 'log') return sendLog(ports, route, call);
  if (subresource !== undefined && !(subresource === 'status' && kind.status && route.rest.length === 0))
    throw ['scale', 'exec', 'eviction', 'portforward', 'attach', 'token', 'finalize', 'binding'].includes(subresource)
      ? notServed(`${kind.plural}/${subresource}`)
      : noSuchResource();
  if (kind.kind === 'CustomResourceDefinition' && call.method !== 'GET')
    throw notServed('changes of CustomResourceDefinitions');
  await (name === undefined ? answerCollection(ports, route, call) : answerObject(ports, route, call));
}

async function answerCollection(ports: ApiPorts, route: Route, call: Call): Promise<void> {
  const {method, query, response} = call;
  if (method === 'GET') {
    if (isAsked(query, 'watch')) return watch(ports, route, call);
    return sendJson(response, 200, readList(ports.store, route, query));
  }
  const isWhole = route.kind.namespaced && route.namespace === undefined;
  if (method === 'POST' && !isWhole) return sendJson(response, 201, await createOne(ports, route, call));
  if (method === 'DELETE' && !isWhole) return sendJson(response, 200, await removeAll(ports, route, call));
  throw methodNotAllowed();
}

async function answerObject(ports: ApiPorts, route: Route, call: Call): Promise<void> {
  const {method, response} = call;
  if (method === 'GET') return sendJson(response, 200, readOne(ports.store, route));
  if (method === 'PUT') return sendJson(response, 200, await replaceOne(ports, route, call));
  if (method === 'PATCH') return patch(ports, route, call);
  if (method === 'DELETE' && route.subresource === undefined)
    return sendJson(response, 200, await removeOne(ports, route, call));
  throw methodNotAllowed();
}

async function patch(ports: ApiPorts, route: Route, call: Call): Promise<void> {
  const type = (call.request.headers['content-type'] ?? '').split(';')[0];
  if (type === 'application/apply-patch+yaml') {
    const {object, isNew} = await applyOne(ports, route, call);
    return sendJson(call.response, isNew ? 201 : 200, object);
  }
  if (type === 'application/merge-patch+json') return sendJson(call.response, 200, await mergeOne(ports, route, call));
  if (type === 'application/json-patch+json' || type === 'application/strategic-merge-patch+json')
    throw notServed(`patches of the type ${type}`);
  throw new StatusError(415, 'UnsupportedMediaType', '415: Unsupported Media Type');
}

async function sendMetrics({store, node}: ApiPorts, route: Route, {method, response}: Call): Promise<void> {
  readOne(store, route);
  const path = route.rest.join('/');
  if (method !== 'GET' || path !== 'metrics/resource' || route.name !== node.name)
    throw notServed(`/${path} of the kubelet of ${route.name}`);
  sendText(response, 200, await node.metrics());
}

/** Whoever has the token may do everything. */
async function review(call: Call): Promise<void> {
  if (call.method !== 'POST') throw methodNotAllowed();
  const kind = 'SelfSubjectAccessReview';
  const {metadata = {}, spec} = parseBody(await readBody(call.request), {kind});
  const about = {apiVersion: 'authorization.k8s.io/v1', kind, metadata, spec};
  sendJson(call.response, 201, {...about, status: {allowed: true}});
}

function methodNotAllowed(): StatusError {
  return new StatusError(405, 'MethodNotAllowed', 'the server does not allow this method on the requested resource');
}
