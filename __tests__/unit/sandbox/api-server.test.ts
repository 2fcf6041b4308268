import type {KubeObject} from '../../../src/cluster/kube.js';
import {connect} from '../../../src/cluster/kube-client.js';
import {parseKubeconfig} from '../../../src/cluster/kubeconfig.js';
import {systemClock} from '../../../src/runtime/clock.js';
import {silentLogger} from '../../../src/runtime/logger.js';
import {apiFaults} from '../../fakes/api-faults.js';
import {fakeClock} from '../../fakes/fake-clock.js';
import {fastClock} from '../../fakes/fast-clock.js';
import {localHttpServer} from '../../fakes/local-server.js';
import {type OpenSandbox, openSandbox} from '../../fakes/open-sandbox.js';

const closers: (() => Promise<void>)[] = [];
const open = async (options: Parameters<typeof openSandbox>[0] = {}): Promise<OpenSandbox> => {
  const sandbox = await openSandbox(options);
  closers.push(sandbox.close);
  return sandbox;
};
const inDefault = (kind: string, name: string, rest: object = {}): KubeObject => ({
  apiVersion: 'v1',
  kind,
  metadata: {name, namespace: 'default'},
  ...rest,
});
const CONFIG_MAPS = '/api/v1/namespaces/default/configmaps';

afterEach(async () => {
  for (const close of closers.splice(0)) await close();
});

describe('the API server of the sandbox', () => {
  it('lets in only who has its token', async () => {
    const {server} = await open();
    for (const headers of [{}, {authorization: 'Bearer wrong'}, {authorization: `Bearer ${server.token}x`}]) {
      const answer = await fetch(`${server.origin}/api/v1/pods`, {headers});
      expect([answer.status, await answer.json()]).toEqual([401, expect.objectContaining({reason: 'Unauthorized'})]);
    }
  });

  it('is entered by a kubeconfig, as any other', async () => {
    const {server} = await open();
    const kubeconfig = await parseKubeconfig(
      JSON.stringify({
        apiVersion: 'v1',
        kind: 'Config',
        'current-context': 'sandbox',
        contexts: [{name: 'sandbox', context: {cluster: 'sandbox', user: 'sandbox'}}],
        clusters: [{name: 'sandbox', cluster: {server: server.origin}}],
        users: [{name: 'sandbox', user: {token: server.token}}],
      }),
      'a test',
    );
    const kube = connect(kubeconfig.access('sandbox'), {clock: systemClock, logger: silentLogger});
    closers.push(() => kube.close());
    expect(await kube.version()).toBe('v1.35.0-sandbox');
    expect((await kube.list({apiVersion: 'v1', kind: 'Namespace'})).map(({metadata}) => metadata.name)).toEqual([
      'default',
      'kube-system',
    ]);
  });

  it('tells kinds that it lacks from kinds that no Kubernetes has', async () => {
    const {kube} = await open();
    const status = async (path: string) => (await kube.raw('GET', path)).status;
    expect(await status('/apis/batch/v1')).toBe(501);
    expect(await status('/apis/batch/v1/namespaces/default/jobs')).toBe(501);
    expect(await status('/api/v1/namespaces/default/persistentvolumeclaims')).toBe(501);
    expect(await status('/apis/apps/v1/namespaces/default/deployments/web/scale')).toBe(501);
    expect(await status('/apis/nope.example/v1')).toBe(404);
    expect(await status('/api/v1/namespaces/default/nopes')).toBe(404);
    const {text} = await kube.raw('GET', '/apis/batch/v1');
    expect(JSON.parse(text)).toMatchObject({reason: 'NotImplemented', message: expect.stringContaining('batch/v1')});
    expect(await kube.resource('chaos-mesh.org/v1alpha1', 'PodChaos')).toEqual({plural: 'podchaos', namespaced: true});
  });

  it('says that its holder may do everything', async () => {
    const {kube} = await open();
    const spec = {resourceAttributes: {verb: 'get', resource: 'nodes', subresource: 'proxy'}};
    const {status, text} = await kube.raw('POST', '/apis/authorization.k8s.io/v1/selfsubjectaccessreviews', {
      body: JSON.stringify({apiVersion: 'authorization.k8s.io/v1', kind: 'SelfSubjectAccessReview', spec}),
    });
    expect([status, JSON.parse(text)]).toEqual([201, expect.objectContaining({spec, status: {allowed: true}})]);
  });

  it('checks custom objects by their schema', async () => {
    const {kube} = await open();
    const chaos = inDefault('PodChaos', 'x', {
      apiVersion: 'chaos-mesh.org/v1alpha1',
      spec: {action: 'pod-kil', mode: 'one'},
    });
    await expect(kube.apply(chaos)).rejects.toThrow(
      /spec.action: Unsupported value: "pod-kil".*|spec.selector: Required/,
    );
    const right = {...chaos, spec: {action: 'pod-kill', mode: 'one', selector: {labelSelectors: {app: 'web'}}}};
    expect(await kube.apply(right, {dryRun: true})).toMatchObject({spec: {selector: {labelSelectors: {app: 'web'}}}});
  });

  it('refuses quantities that Kubernetes would not read', async () => {
    const {kube} = await open();
    const pod = (memory: string) =>
      inDefault('Pod', 'x', {spec: {containers: [{name: 'x', image: 'x', resources: {requests: {memory}}}]}});
    await expect(kube.create(pod('64MB'))).rejects.toThrow('quantities must match the regular expression');
    await expect(kube.create(pod('64Mi'))).resolves.toMatchObject({kind: 'Pod'});
  });

  describe('ends a watch', () => {
    it('by an ERROR event when its position is forgotten', async () => {
      const {kube, store} = await open();
      const {metadata} = await kube.create(inDefault('ConfigMap', 'a'));
      store.remove({...inDefault('ConfigMap', 'a'), name: 'a', namespace: 'default'});
      store.compact();
      const {status, text} = await kube.raw(
        'GET',
        `${CONFIG_MAPS}?watch=1&resourceVersion=${metadata.resourceVersion}`,
      );
      expect([status, JSON.parse(text)]).toEqual([
        200,
        {type: 'ERROR', object: expect.objectContaining({code: 410, reason: 'Expired'})},
      ]);
    });

    it('when its time is up, and tells until then how far it is', async () => {
      const {kube, store} = await open({clock: fastClock(1_000)});
      const query = `watch=1&resourceVersion=${store.revision}&allowWatchBookmarks=true&timeoutSeconds=100`;
      const {text} = await kube.raw('GET', `${CONFIG_MAPS}?${query}`, {timeoutMs: 1e7});
      const lines = text
        .trim()
        .split('\n')
        .map(line => JSON.parse(line));
      expect(new Set(lines.map(({type}) => type))).toEqual(new Set(['BOOKMARK']));
      expect(lines.length).toBeGreaterThanOrEqual(2);
      expect(lines[0].object.metadata.resourceVersion).toBe(String(store.revision));
    });

    it('when the server closes', async () => {
      const sandbox = await openSandbox();
      const {origin, token} = sandbox.server;
      const answer = await fetch(`${origin}${CONFIG_MAPS}?watch=1`, {headers: {authorization: `Bearer ${token}`}});
      await sandbox.close();
      await expect(answer.text()).rejects.toThrow();
      await expect(fetch(origin)).rejects.toThrow();
    });
  });

  describe('passes on', () => {
    const service = inDefault('Service', 'web', {spec: {ports: [{port: 80, name: 'http'}]}});
    const passing = async (backend: Awaited<ReturnType<typeof localHttpServer>>) => {
      closers.push(backend.close);
      const asked: object[] = [];
      const found = {host: '127.0.0.1', port: backend.port};
      const find = (which: object) => {
        asked.push(which);
        return found;
      };
      const sandbox = await open({node: {backend: find}});
      sandbox.store.create(service);
      return {...sandbox, asked};
    };
    const AT = '/api/v1/namespaces/default/services';

    it('requests for a Service to its pod, without what is the API server’s', async () => {
      const backend = await localHttpServer(async (request, response) => {
        let body = '';
        for await (const chunk of request) body += chunk;
        const {authorization, 'x-mine': mine} = request.headers;
        response
          .writeHead(418, {'x-theirs': 'yes'})
          .end(JSON.stringify({url: request.url, method: request.method, body, authorization, mine}));
      });
      const {kube, asked} = await passing(backend);
      const answer = await kube.raw('POST', `${AT}/web:http/proxy/a%20b/c/?d=e%2Ff`, {
        body: 'hello',
        headers: {'x-mine': 'yes'},
      });
      expect([answer.status, answer.headers['x-theirs']]).toEqual([418, 'yes']);
      expect(JSON.parse(answer.text)).toEqual({url: '/a%20b/c/?d=e%2Ff', method: 'POST', body: 'hello', mine: 'yes'});
      const bare = await kube.raw('GET', `${AT}/web/proxy`);
      expect(JSON.parse(bare.text)).toMatchObject({url: '/', method: 'GET'});
      expect(asked).toEqual([
        {namespace: 'default', name: 'web', port: 'http'},
        {namespace: 'default', name: 'web', port: '80'},
      ]);
    });

    it('again what a kept connection lost, and says when nobody listens any more', async () => {
      let served = 0;
      const backend = await localHttpServer((request, response) => {
        response.end(String(++served));
        // Closes after the answer without having said so.
        setImmediate(() => request.socket.destroy());
      });
      const {kube} = await passing(backend);
      for (let turn = 1; turn <= 5; turn++) expect((await kube.raw('GET', `${AT}/web/proxy/`)).text).toBe(String(turn));
      await backend.close();
      const answer = await kube.raw('GET', `${AT}/web/proxy/`);
      expect([answer.status, JSON.parse(answer.text).message]).toEqual([
        503,
        `error trying to reach service: dial tcp 127.0.0.1:${backend.port}: connect: connection refused`,
      ]);
    });
  });

  it('has the kubelet’s metrics of its node, and of no other', async () => {
    const {kube, store} = await open({node: {metrics: async () => 'container_cpu 1\n'}});
    store.create({apiVersion: 'v1', kind: 'Node', metadata: {name: 'sandbox'}});
    const at = (name: string) => kube.raw('GET', `/api/v1/nodes/${name}/proxy/metrics/resource`);
    expect(await at('sandbox')).toMatchObject({status: 200, text: 'container_cpu 1\n'});
    expect((await at('other')).status).toBe(404);
  });

  it('has the logs of containers that the node knows', async () => {
    const {kube, store} = await open({
      node: {log: (_, {container, previous, tailLines}) => (previous ? undefined : `${container} ${tailLines}`)},
    });
    const containers = [
      {name: 'web', image: 'web:1'},
      {name: 'side', image: 'side:1'},
    ];
    store.create(inDefault('Pod', 'p', {spec: {nodeName: 'sandbox', containers}}));
    const log = async (query: string) => {
      const {status, text} = await kube.raw('GET', `/api/v1/namespaces/default/pods/p/log?${query}`);
      return [status, text.startsWith('{') ? JSON.parse(text).message : text];
    };
    expect(await log('container=web&tailLines=3')).toEqual([200, 'web 3']);
    expect(await log('')).toEqual([400, 'a container name must be specified for pod p, choose one of: [web side]']);
    expect(await log('container=nope')).toEqual([400, 'container nope is not valid for pod p']);
    expect(await log('container=web&previous=true')).toEqual([
      400,
      'previous terminated container "web" in pod "p" not found',
    ]);
  });

  it('misbehaves when told to, and serves again', async () => {
    const clock = fakeClock();
    const faults = apiFaults(clock);
    const {kube} = await open({faults});
    faults.failNext({status: 500});
    expect((await kube.raw('GET', CONFIG_MAPS)).status).toBe(500);
    faults.failNext({status: 429, retryAfter: 7});
    expect((await kube.raw('GET', CONFIG_MAPS)).headers['retry-after']).toBe('7');
    faults.awayFor(1_000);
    await expect(kube.raw('GET', CONFIG_MAPS)).rejects.toThrow(/does not answer/);
    await clock.advance(1_000);
    expect((await kube.raw('GET', CONFIG_MAPS)).status).toBe(200);
  });
});
