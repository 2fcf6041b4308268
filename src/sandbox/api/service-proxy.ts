import {Agent, type ClientRequest, type IncomingMessage, request as sendRequest} from 'node:http';
import {pipeline} from 'node:stream';
import {StatusError} from '../store.js';
import {notServed, sendRefusal} from './answer.js';
import type {ApiPorts, Call} from './call.js';
import {readOne} from './read.js';
import type {Route} from './route.js';

/** Passes requests for Services on to their pods. */
export interface ServiceProxy {
  pass(ports: ApiPorts, route: Route, call: Call): void;
  close(): void;
}

/** Meant for one hop only, or for the API server alone. */
const NOT_PASSED = new Set([
  'authorization',
  'connection',
  'host',
  'keep-alive',
  'proxy-authenticate',
  'proxy-authorization',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
]);

/** Bodies are streamed both ways. Connections are kept for requests without a body only: those can be sent again when a pod has closed one. */
export function createServiceProxy(): ServiceProxy {
  const kept = new Agent({keepAlive: true});
  return {
    pass: (ports, route, call) => forward(backendOf(ports, route), route, call, kept),
    close: () => kept.destroy(),
  };
}

interface Backend {
  host: string;
  port: number;
}

function backendOf({store, node}: ApiPorts, {kind, namespace = '', name: id = '', ...rest}: Route): Backend {
  const {scheme, name, port} = splitId(id);
  if (scheme === 'https') throw notServed('Services by https');
  const service = readOne(store, {...rest, kind, namespace, name});
  const ports = (service.spec as {ports?: {name?: string; port: number}[]}).ports ?? [];
  const asked = port === '' && ports.length === 1 ? String(ports[0]?.port) : port;
  const isNumber = /^\d+$/.test(asked);
  if (isNumber && !ports.some(one => String(one.port) === asked))
    throw unavailable(`no service port ${asked} found for service ${JSON.stringify(name)}`);
  const backend = node.backend({namespace, name, port: asked});
  if (backend === undefined) throw unavailable(`no endpoints available for service ${JSON.stringify(name)}`);
  return backend;
}

/** `NAME`, `NAME:PORT`, or `SCHEME:NAME:PORT` */
function splitId(id: string): {scheme: string; name: string; port: string} {
  const parts = id.split(':');
  const [scheme = '', name = '', port = ''] = parts.length === 3 ? parts : ['', ...parts];
  return {scheme, name, port};
}

function forward(backend: Backend, {rest}: Route, call: Call, kept: Agent): void {
  const {request, response, signal} = call;
  const hasBody = request.headers['content-length'] !== undefined || request.headers['transfer-encoding'] !== undefined;
  const search = new URL(request.url ?? '/', 'http://localhost').search;
  const send = (): ClientRequest => {
    const onward = sendRequest({
      host: backend.host,
      port: backend.port,
      method: request.method,
      path: `/${rest.map(encodeURIComponent).join('/')}${search}`,
      headers: {...passedOn(request.headers), host: `${backend.host}:${backend.port}`},
      agent: hasBody ? false : kept,
      signal,
    });
    onward.on('response', answer => {
      response.writeHead(answer.statusCode ?? 502, passedOn(answer.headers));
      pipeline(answer, response, () => {});
    });
    onward.on('error', error => {
      const isStale = onward.reusedSocket && !hasBody && !response.headersSent && !signal.aborted;
      if (isStale) send().end();
      else sendRefusal(response, unavailable(`error trying to reach service: ${wordsOf(error, backend)}`));
    });
    return onward;
  };
  const onward = send();
  if (hasBody) pipeline(request, onward, () => {});
  else onward.end();
}

function passedOn(headers: IncomingMessage['headers']): IncomingMessage['headers'] {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !NOT_PASSED.has(name)));
}

function wordsOf({code, message}: NodeJS.ErrnoException, {host, port}: Backend): string {
  if (code === 'ECONNREFUSED') return `dial tcp ${host}:${port}: connect: connection refused`;
  return code === 'ECONNRESET' ? 'EOF' : message;
}

function unavailable(message: string): StatusError {
  return new StatusError(503, 'ServiceUnavailable', message);
}
