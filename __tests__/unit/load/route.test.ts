import {ApiError, type Kube, type KubeObject} from '../../../src/cluster/kube.js';
import {type Route, resolveRoute, resolveRoutes, urlRoute} from '../../../src/load/route.js';
import {fakeClock} from '../../fakes/fake-clock.js';

const service = (name: string, spec: Record<string, unknown>): KubeObject => ({
  apiVersion: 'v1',
  kind: 'Service',
  metadata: {name, namespace: 'shop'},
  spec,
});
const node = (address: string): KubeObject => ({
  apiVersion: 'v1',
  kind: 'Node',
  metadata: {name: `node-${address}`},
  status: {
    addresses: [
      {type: 'Hostname', address: 'elsewhere.test'},
      {type: 'InternalIP', address},
      {type: 'ExternalIP', address: '203.0.113.9'},
    ],
  },
});

const checkout = service('checkout', {type: 'NodePort', ports: [{name: 'web', port: 80, nodePort: 30080}]});
const plain = service('plain', {type: 'ClusterIP', ports: [{port: 8080}, {name: 'dns', port: 53, protocol: 'UDP'}]});

function aKube(objects: KubeObject[], changes: Partial<Kube> = {}): Kube {
  const kube: Partial<Kube> = {
    get: async <T>(ref: {kind: string; name: string}) =>
      objects.find(({kind, metadata}) => kind === ref.kind && metadata.name === ref.name) as T | undefined,
    list: async <T>(set: {kind: string}) => objects.filter(({kind}) => kind === set.kind) as T[],
    credentials: async () => ({
      origin: 'https://127.0.0.1:6443',
      headers: {authorization: 'Bearer t'},
      tls: {ca: 'CA'},
    }),
    ...changes,
  };
  return kube as Kube;
}

/** Resolves while time passes; `answering` are the addresses that accept connections. */
async function resolve(
  wanted: string,
  options: {kube?: Kube; via?: 'auto' | 'nodePort' | 'proxy'; answering?: string[]} = {},
) {
  const clock = fakeClock();
  const probed: string[] = [];
  const probe = async (host: string, port: number) => {
    probed.push(`${host}:${port}`);
    return options.answering?.includes(host) ?? false;
  };
  const kube = options.kube ?? aKube([checkout, plain, node('10.0.0.7')]);
  const route = resolveRoute({service: wanted, via: options.via ?? 'auto'}, {kube, namespace: 'shop', clock, probe});
  route.catch(() => {});
  await clock.advance(2_000);
  return {route: await route.catch((error: unknown) => error as Route & Error), probed, took: clock.now()};
}

describe('resolveRoute', () => {
  it('takes the NodePort on loopback where it answers', async () => {
    const {route, probed} = await resolve('checkout:80', {answering: ['127.0.0.1', '10.0.0.7']});
    expect(route).toEqual({
      origin: 'http://127.0.0.1:30080',
      basePath: '',
      headers: {},
      tls: {},
      via: 'nodePort',
      description: 'Service shop/checkout:80 by its NodePort at 127.0.0.1:30080',
    });
    expect(probed).toEqual(['127.0.0.1:30080']);
  });

  it("takes a node's InternalIP where loopback doesn't answer, and asks no other address", async () => {
    const {route, probed} = await resolve('checkout:80', {answering: ['10.0.0.7', 'elsewhere.test', '203.0.113.9']});
    expect(route.origin).toBe('http://10.0.0.7:30080');
    expect(new Set(probed)).toEqual(new Set(['127.0.0.1:30080', '10.0.0.7:30080']));
  });

  it('writes an IPv6 address as URLs have it', async () => {
    const {route} = await resolve('checkout:80', {kube: aKube([checkout, node('fd00::7')]), answering: ['fd00::7']});
    expect(route.origin).toBe('http://[fd00::7]:30080');
  });

  it('takes the port by its name, or the only one without any', async () => {
    const answering = ['127.0.0.1'];
    expect((await resolve('checkout:web', {answering})).route.origin).toBe('http://127.0.0.1:30080');
    expect((await resolve('checkout', {answering})).route.origin).toBe('http://127.0.0.1:30080');
  });

  it("goes by the API server's proxy where the Service has no NodePort", async () => {
    const {route, probed} = await resolve('plain:8080');
    expect(route).toMatchObject({
      origin: 'https://127.0.0.1:6443',
      basePath: '/api/v1/namespaces/shop/services/http:plain:8080/proxy',
      headers: {authorization: 'Bearer t'},
      tls: {ca: 'CA'},
      via: 'proxy',
    });
    expect(route.description).toContain('since the Service has no NodePort');
    expect(route.description).not.toContain('Bearer');
    expect(probed).toEqual([]);
  });

  it('keeps the path that the API lives below', async () => {
    const credentials = async () => ({
      origin: 'https://127.0.0.1',
      basePath: '/k8s/clusters/c-1',
      headers: {},
      tls: {},
    });
    const {route} = await resolve('plain:8080', {kube: aKube([plain], {credentials})});
    expect(route.basePath).toBe('/k8s/clusters/c-1/api/v1/namespaces/shop/services/http:plain:8080/proxy');
  });

  it('goes by the proxy, and says so, when the NodePort answers nowhere', async () => {
    const {route, probed} = await resolve('checkout:80');
    expect(route.via).toBe('proxy');
    expect(route.description).toContain("since its NodePort 30080 answers neither on loopback nor on a node's address");
    expect(probed.length).toBeGreaterThan(2);
  });

  it('has patience with a NodePort that is not there yet', async () => {
    const clock = fakeClock();
    const probe = async (host: string) => host === '127.0.0.1' && clock.now() >= 500;
    const route = resolveRoute(
      {service: 'checkout:80', via: 'auto'},
      {kube: aKube([checkout]), namespace: 'shop', clock, probe},
    );
    await clock.advance(2_000);
    expect((await route).origin).toBe('http://127.0.0.1:30080');
  });

  it('needs no right to list nodes', async () => {
    const forbidden = new ApiError(403, 'Forbidden', 'nodes is forbidden');
    const list = () => Promise.reject(forbidden);
    const {route} = await resolve('checkout:80', {kube: aKube([checkout], {list}), answering: ['127.0.0.1']});
    expect(route.via).toBe('nodePort');
  });

  it('takes the way that the spec asks for', async () => {
    expect((await resolve('checkout:80', {via: 'proxy', answering: ['127.0.0.1']})).route.via).toBe('proxy');
    expect((await resolve('plain:8080', {via: 'nodePort'})).route).toMatchObject({
      blame: 'usage',
      message: 'the Service shop/plain:8080 has no NodePort',
    });
    expect((await resolve('checkout:80', {via: 'nodePort'})).route).toMatchObject({blame: 'environment'});
  });

  it('speaks https where the port says so', async () => {
    const secure = service('secure', {type: 'NodePort', ports: [{port: 443, nodePort: 30443, appProtocol: 'https'}]});
    const kube = aKube([secure]);
    expect((await resolve('secure:443', {kube, answering: ['127.0.0.1']})).route).toMatchObject({
      origin: 'https://127.0.0.1:30443',
      tls: {rejectUnauthorized: false},
    });
    expect((await resolve('secure:443', {kube, via: 'proxy'})).route.basePath).toContain('/https:secure:443/');
  });

  it('lists what exists when the Service is not there', async () => {
    expect((await resolve('chekout:80')).route).toMatchObject({
      blame: 'usage',
      message: 'there is no Service `chekout` in the namespace shop',
      hint: 'There is: checkout:80 (web), plain:8080.',
    });
  });

  it('lists the ports when the port is not there', async () => {
    const error = {blame: 'usage', message: 'the Service `plain` has no TCP port `53`', hint: 'There is: plain:8080.'};
    expect((await resolve('plain:53')).route).toMatchObject(error);
  });

  it('sends no load out of the cluster', async () => {
    const external = service('external', {type: 'ExternalName', externalName: 'example.test'});
    expect((await resolve('external:80', {kube: aKube([external])})).route).toMatchObject({blame: 'usage'});
  });
});

describe('urlRoute', () => {
  it('takes the url as it is', () => {
    expect(urlRoute('https://shop.test:8443/api/')).toEqual({
      origin: 'https://shop.test:8443',
      basePath: '/api',
      headers: {},
      tls: {},
      via: 'url',
      description: 'https://shop.test:8443/api, as the spec says',
    });
  });

  it('makes a header of a user and password, and does not show them', () => {
    const route = urlRoute('http://ann:p%40ss@shop.test');
    expect(route.headers).toEqual({authorization: `Basic ${Buffer.from('ann:p@ss').toString('base64')}`});
    expect(`${route.origin} ${route.description}`).not.toContain('ann');
  });

  it('refuses a query', () => {
    expect(() => urlRoute('http://shop.test/?a=1')).toThrow(expect.objectContaining({blame: 'usage'}));
  });
});

describe('resolveRoutes', () => {
  it('resolves each Service that the requests name, once, and the url', async () => {
    let lookups = 0;
    const kube = aKube([checkout]);
    const get = (...args: Parameters<Kube['get']>) => {
      lookups++;
      return kube.get(...args);
    };
    const ports = {
      kube: {...kube, get} as Kube,
      namespace: 'shop',
      clock: fakeClock(),
      probe: async () => true,
    };
    const request = {method: 'GET' as const, path: '/', headers: {}, weight: 1};
    const requests = [request, {...request, service: 'checkout:80'}, {...request, service: 'checkout:80'}];
    const routes = await resolveRoutes({url: 'http://127.0.0.1:8080', via: 'auto', requests}, ports);
    expect([...routes].map(([key, {origin}]) => [key, origin])).toEqual([
      ['http://127.0.0.1:8080', 'http://127.0.0.1:8080'],
      ['checkout:80', 'http://127.0.0.1:30080'],
    ]);
    expect(lookups).toBe(1);
  });
});
