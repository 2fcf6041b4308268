import {once} from 'node:events';
import {readFileSync} from 'node:fs';
import {createServer} from 'node:http';
import {request} from 'node:https';
import type {AddressInfo} from 'node:net';
import {parse} from 'yaml';

interface Kubeconfig {
  clusters: {cluster: {server: string; 'certificate-authority-data': string}}[];
  users: {user: {'client-certificate-data': string; 'client-key-data': string}}[];
}

/**
 * Serves the cluster of a kubeconfig on loopback as if one API group had never been installed in it: what is below the group's path is
 * 404, as the API server itself says it.
 */
export async function hideGroup(
  kubeconfig: string,
  group: string,
): Promise<{kubeconfig: object; close(): Promise<void>}> {
  const {clusters, users} = parse(readFileSync(kubeconfig, 'utf8')) as Kubeconfig;
  const {server: origin, 'certificate-authority-data': ca} = clusters[0]!.cluster;
  const {'client-certificate-data': cert, 'client-key-data': key} = users[0]!.user;
  const tls = {ca: Buffer.from(ca, 'base64'), cert: Buffer.from(cert, 'base64'), key: Buffer.from(key, 'base64')};
  const server = createServer((asked, answer) => {
    const {host: _, ...headers} = asked.headers;
    if (asked.url?.startsWith(`/apis/${group}`)) {
      answer.writeHead(404, {'content-type': 'text/plain; charset=utf-8'}).end('404 page not found\n');
      return;
    }
    const passed = request(new URL(asked.url ?? '/', origin), {method: asked.method, headers, ...tls}, got => {
      answer.writeHead(got.statusCode ?? 502, got.headers);
      got.pipe(answer);
    });
    passed.on('error', () => answer.destroy());
    answer.on('close', () => passed.destroy());
    asked.pipe(passed);
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const {port} = server.address() as AddressInfo;
  return {
    kubeconfig: {
      apiVersion: 'v1',
      kind: 'Config',
      'current-context': 'kind-gate',
      clusters: [{name: 'hiding', cluster: {server: `http://127.0.0.1:${port}`}}],
      users: [{name: 'nobody', user: {}}],
      contexts: [{name: 'kind-gate', context: {cluster: 'hiding', user: 'nobody'}}],
    },
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
