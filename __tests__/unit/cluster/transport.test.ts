import {createServer, type Server} from 'node:http';
import {type AddressInfo, connect as dial} from 'node:net';
import type {ContextAccess, Login} from '../../../src/cluster/auth.js';
import {createTransport} from '../../../src/cluster/transport.js';
import {fastClock} from '../../fakes/fast-clock.js';
import {json, refuse, type Script, scriptedApi} from '../../fakes/scripted-api.js';

const clock = fastClock(20);
const closers: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

async function transportTo(script: Script, change: (access: ContextAccess) => ContextAccess = access => access) {
  const api = await scriptedApi(script);
  const transport = createTransport(change(api.access), clock);
  closers.push(api.close, () => transport.close());
  return {api, transport};
}

const withLogins =
  (login: (refused: Login | undefined) => Login) =>
  (access: ContextAccess): ContextAccess => ({...access, login: async refused => login(refused)});

const bearer = (token: string): Login => ({tls: {}, headers: {authorization: `Bearer ${token}`}});

describe('a transport', () => {
  it('makes new credentials when the server no longer accepts the old ones, once', async () => {
    const script: Script = (call, response) =>
      call.headers.authorization === 'Bearer new'
        ? json(response, 200, {})
        : refuse(response, 401, 'Unauthorized', 'no');
    let token = 'old';
    const {api, transport} = await transportTo(
      script,
      withLogins(refused => {
        if (refused !== undefined) token = 'new';
        return bearer(token);
      }),
    );
    expect((await transport.request({method: 'GET', path: '/x'})).status).toBe(200);
    expect(api.calls).toHaveLength(2);
  });

  it('returns the 401 when there are no other credentials', async () => {
    const {api, transport} = await transportTo(
      (_, response) => refuse(response, 401, 'Unauthorized', 'no'),
      withLogins(() => bearer('only')),
    );
    expect((await transport.request({method: 'GET', path: '/x'})).status).toBe(401);
    expect(api.calls).toHaveLength(1);
  });

  it('uses connections again, and new ones when the certificates change', async () => {
    const ports = new Set<number | undefined>();
    let tls = {};
    const {transport} = await transportTo(
      (_, response) => {
        ports.add(response.socket?.remotePort);
        json(response, 200, {});
      },
      withLogins(() => ({tls, headers: {}})),
    );
    for (let i = 0; i < 20; i++) await transport.request({method: 'GET', path: '/x'});
    const before = new Set(ports);
    expect(before.size).toBeLessThanOrEqual(2);
    ports.clear();
    tls = {cert: 'renewed'};
    await transport.request({method: 'GET', path: '/x'});
    expect([...ports].filter(port => before.has(port))).toEqual([]);
  });

  it('lets requests through while many streams are open', async () => {
    const {transport} = await transportTo((call, response) =>
      call.path === '/stream' ? void response.writeHead(200).flushHeaders() : json(response, 200, {}),
    );
    const stop = new AbortController();
    for (let i = 0; i < 40; i++) await transport.stream({method: 'GET', path: '/stream'}, stop.signal);
    expect((await transport.request({method: 'GET', path: '/x'})).status).toBe(200);
    stop.abort();
  });

  it('keeps the path that the API lives below', async () => {
    const {api, transport} = await transportTo(
      (_, response) => json(response, 200, {}),
      access => ({...access, server: `${access.server}/k8s/clusters/c-1`}),
    );
    await transport.request({method: 'GET', path: '/version'});
    expect(api.calls[0]?.path).toBe('/k8s/clusters/c-1/version');
    expect(await transport.credentials()).toEqual({
      origin: api.access.server,
      basePath: '/k8s/clusters/c-1',
      headers: {},
      tls: {},
    });
  });

  it('goes through the proxy of the kubeconfig, through which the load cannot', async () => {
    const {proxy, tunnels} = await connectProxy();
    const {transport} = await transportTo(
      (_, response) => json(response, 200, {}),
      withLogins(() => ({tls: {}, headers: {}, proxyUrl: proxy})),
    );
    expect((await transport.request({method: 'GET', path: '/x'})).status).toBe(200);
    expect(tunnels()).toBe(1);
    await expect(transport.credentials()).rejects.toMatchObject({
      blame: 'environment',
      hint: expect.stringContaining('load: {url: …}'),
    });
  });

  it('refuses proxies that it cannot use', async () => {
    const {transport} = await transportTo(
      (_, response) => json(response, 200, {}),
      withLogins(() => ({tls: {}, headers: {}, proxyUrl: 'socks4://proxy:1080'})),
    );
    await expect(transport.request({method: 'GET', path: '/x'})).rejects.toMatchObject({
      blame: 'environment',
      message: "the kubeconfig's proxy-url socks4:// is not supported",
    });
  });

  it.each([
    [{}, '15 s'],
    [{timeoutMs: 2_000}, '2 s'],
  ])('gives up on a server that says nothing (%j)', async (options, time) => {
    const {transport} = await transportTo(() => {});
    await expect(transport.request({method: 'GET', path: '/x', ...options})).rejects.toMatchObject({
      blame: 'environment',
      message: expect.stringContaining(`did not answer GET /x within ${time}`),
    });
  });

  it('gives up on a body that never ends', async () => {
    const {transport} = await transportTo((_, response) => void response.writeHead(200).write('{'));
    await expect(transport.request({method: 'GET', path: '/x', timeoutMs: 2_000})).rejects.toThrow('within 2 s');
  });

  it('ends with the reason of its caller', async () => {
    const {transport} = await transportTo(() => {});
    const stop = new AbortController();
    const answer = transport.request({method: 'GET', path: '/x', signal: stop.signal});
    setTimeout(() => stop.abort(new Error('SIGINT')), 20);
    await expect(answer).rejects.toThrow('SIGINT');
    await expect(transport.request({method: 'GET', path: '/x', signal: stop.signal})).rejects.toThrow('SIGINT');
  });

  it('says so when nobody answers', async () => {
    const {transport} = await transportTo(
      () => {},
      access => ({...access, server: 'http://127.0.0.1:1'}),
    );
    await expect(transport.request({method: 'GET', path: '/x'})).rejects.toMatchObject({
      blame: 'environment',
      message: 'the API server at http://127.0.0.1:1 does not answer: ECONNREFUSED',
      hint: 'Is the cluster running? Try `kubectl --context scripted version`.',
    });
  });
});

/** A proxy for tunnels, as `proxy-url` names one. */
async function connectProxy(): Promise<{proxy: string; tunnels: () => number}> {
  let tunnels = 0;
  const server: Server = createServer().on('connect', (request, socket) => {
    tunnels++;
    const target = new URL(`http://${request.url}`);
    const upstream = dial(Number(target.port), target.hostname, () => socket.write('HTTP/1.1 200 OK\r\n\r\n'));
    socket.pipe(upstream).pipe(socket);
    for (const end of [socket, upstream])
      end.on('error', () => {}).on('close', () => [socket, upstream].map(one => one.destroy()));
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  closers.push(async () => {
    server.closeAllConnections();
    server.close();
  });
  return {proxy: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, tunnels: () => tunnels};
}
