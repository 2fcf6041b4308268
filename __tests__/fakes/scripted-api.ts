import {createServer, type IncomingMessage, type ServerResponse} from 'node:http';
import type {AddressInfo} from 'node:net';
import type {ContextAccess, Login} from '../../src/cluster/auth.js';

export interface ApiCall {
  method: string;
  path: string;
  query: URLSearchParams;
  headers: IncomingMessage['headers'];
  body: string;
  /** True for a watch. */
  watch: boolean;
}

export interface ScriptedApi {
  /** The way in, as a kubeconfig would give it. */
  access: ContextAccess;
  calls: ApiCall[];
  close(): Promise<void>;
}

/** What the server says to a call. */
export type Script = (call: ApiCall, response: ServerResponse) => void;

/** An API server of a few kinds (Pod, ConfigMap, Namespace) that otherwise does what the script says, over real HTTP. */
export async function scriptedApi(
  script: Script,
  login: () => Login = () => ({tls: {}, headers: {}}),
): Promise<ScriptedApi> {
  const calls: ApiCall[] = [];
  const server = createServer(async (request, response) => {
    const call = await readCall(request);
    if (call.path === '/api/v1' && call.method === 'GET') return json(response, 200, CORE);
    calls.push(call);
    script(call, response);
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    access: {context: 'scripted', server: address, login: async () => login()},
    calls,
    close: async () => {
      server.closeAllConnections();
      await new Promise(resolve => server.close(resolve));
    },
  };
}

/** Answers with JSON. */
export function json(
  response: ServerResponse,
  status: number,
  value: unknown,
  headers: Record<string, string> = {},
): void {
  response.writeHead(status, {'content-type': 'application/json', ...headers}).end(JSON.stringify(value));
}

/** Answers with a Status object, as API servers refuse. */
export function refuse(
  response: ServerResponse,
  code: number,
  reason: string,
  message: string,
  headers: Record<string, string> = {},
): void {
  json(response, code, {kind: 'Status', apiVersion: 'v1', status: 'Failure', code, reason, message}, headers);
}

const CORE = {
  kind: 'APIResourceList',
  groupVersion: 'v1',
  resources: [
    {name: 'pods', kind: 'Pod', namespaced: true},
    {name: 'pods/log', kind: 'Pod', namespaced: true},
    {name: 'configmaps', kind: 'ConfigMap', namespaced: true},
    {name: 'namespaces', kind: 'Namespace', namespaced: false},
  ],
};

async function readCall(request: IncomingMessage): Promise<ApiCall> {
  let body = '';
  for await (const chunk of request) body += chunk;
  const url = new URL(request.url ?? '/', 'http://localhost');
  return {
    method: request.method ?? '',
    path: url.pathname,
    query: url.searchParams,
    headers: request.headers,
    body,
    watch: url.searchParams.get('watch') === 'true',
  };
}
