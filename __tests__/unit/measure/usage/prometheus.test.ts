import {usageSources} from '../../../../src/measure/usage/sources/index.js';
import type {NodeRef} from '../../../../src/measure/usage/sources/source.js';
import type {UsageSpec} from '../../../../src/spec/schema.js';
import {fakeClock} from '../../../fakes/fake-clock.js';
import {fakeKube} from '../../../fakes/fake-kube.js';
import {type FakePrometheus, fakePrometheus, type Row} from '../../../fakes/fake-prometheus.js';
import {closedPort} from '../../../fakes/local-server.js';

const NODE: NodeRef = {name: '', address: undefined};
const {signal} = new AbortController();
const clock = fakeClock(1_000_000);
const now = (): number => clock.today().getTime() / 1000;
const ID = '/kubepods/burstable/pod1';

function cpuAndMemory(labels: Record<string, string>, values: Row['values']): Row[] {
  const metric = {namespace: 'shop', pod: 'a', job: 'cadvisor', ...labels};
  return [
    {metric: {__name__: 'container_cpu_usage_seconds_total', cpu: 'total', ...metric}, values},
    {metric: {__name__: 'container_memory_working_set_bytes', ...metric}, values: values.map(([at]) => [at, '5'])},
  ];
}

describe('prometheusSource', () => {
  let server: FakePrometheus;
  beforeEach(async () => {
    server = await fakePrometheus(now);
    server.rows = cpuAndMemory({id: ID}, [
      [now() - 20, 1],
      [now() - 8, 3.5],
    ]);
  });
  afterEach(() => server.close());

  const sourceOf = (spec: Exclude<UsageSpec, 'auto'>['prometheus'], env: NodeJS.ProcessEnv = {}, kube = fakeKube()) => {
    const [source] = usageSources({prometheus: spec}, 'shop', {kube, clock, env});
    return source!;
  };

  it('tells raw counters at the times at which they were scraped', async () => {
    const source = sourceOf(server.origin);
    expect(await source.refusal(signal)).toBeUndefined();
    expect(await source.read(NODE, signal)).toEqual([
      {pod: 'a', container: '', timestamp: (now() - 20) * 1000, cpuSeconds: 1, memoryBytes: 5},
      {pod: 'a', container: '', timestamp: (now() - 8) * 1000, cpuSeconds: 3.5, memoryBytes: 5},
    ]);
    expect(server.asked.at(-1)?.query).toContain('namespace="shop",pod!="",cpu=~"|total"}[120s]');
    expect(Number(server.asked.at(-1)?.time)).toBeCloseTo(now());
    await source.close();
  });

  it('sends the token from the environment, and keeps the prefix of the path', async () => {
    const source = sourceOf({url: `${server.origin}/prom/`, token: {fromEnv: 'PROM'}}, {PROM: 's3cret'});
    await source.refusal(signal);
    expect(server.asked[0]).toMatchObject({path: '/prom/api/v1/query', headers: {authorization: 'Bearer s3cret'}});
    await source.close();
  });

  it.each<[string, (server: FakePrometheus) => void, RegExp]>([
    [
      'a login page',
      one => (one.twist = () => ({type: 'text/html', text: '<html>'})),
      /text\/html and no JSON.*prefix/,
    ],
    [
      'a redirect to a login',
      one => (one.twist = () => ({status: 302, location: 'https://sso/login?x=1', text: ''})),
      /HTTP 302, and points to https:\/\/sso\/login;/,
    ],
    ['a 401', one => (one.twist = () => ({status: 401, text: ''})), /HTTP 401; .*token: \{fromEnv: VARIABLE\}/],
    ['a 404', one => (one.twist = () => ({status: 404, text: 'not found'})), /HTTP 404; is \/api\/v1\/query below/],
    [
      'an error of its own',
      one =>
        (one.twist = () => ({status: 503, text: '{"status":"error","errorType":"timeout","error":"query timed out"}'})),
      /HTTP 503: timeout: query timed out/,
    ],
    [
      'warnings',
      one => (one.twist = body => ({text: JSON.stringify({...body, warnings: ['store x is unavailable']})})),
      /not whole: store x is unavailable/,
    ],
    ['a partial answer', one => (one.twist = body => ({text: JSON.stringify({...body, isPartial: true})})), /partial/],
    [
      'NaN',
      one => (one.rows[0]!.values = [[now() - 5, 'NaN']]),
      /"NaN"\] of container_cpu_usage_seconds_total of pod a/,
    ],
    ['CPU without memory', one => one.rows.splice(1), /no container_memory_working_set_bytes: let its scrape/],
    ['stale samples', one => (one.rows = cpuAndMemory({id: ID}, [[now() - 100, 1]])), /over 75 s old: is its scrape/],
    [
      'samples of the future',
      one => (one.rows = cpuAndMemory({id: ID}, [[now() + 60, 1]])),
      /other times than were asked/,
    ],
    [
      'a vector',
      one => (one.twist = () => ({text: '{"status":"success","data":{"resultType":"vector","result":[]}}'})),
      /answers a vector/,
    ],
  ])('refuses %s, naming the address and what to do', async (_, spoil, message) => {
    spoil(server);
    const source = sourceOf(server.origin);
    const error = await source.read(NODE, signal).then(String, String);
    expect(error).toContain(`Prometheus at ${server.origin}: `);
    expect(error).toMatch(message);
    await source.close();
  });

  it('says where it can’t be reached, and never tells its token', async () => {
    const {origin} = await closedPort();
    const source = sourceOf({url: origin, token: {fromEnv: 'PROM'}}, {PROM: 's3cret'});
    const error = await source.refusal(signal).then(String, String);
    expect(error).toMatch(/ECONNREFUSED.*; can this machine reach it\? In the cluster, name it by \{service: /);
    expect(error).not.toContain('s3cret');
    await source.close();
  });

  it('says what the API server says of a Service that it can’t reach, or that may not be asked', async () => {
    const kube = fakeKube();
    const source = sourceOf({service: 'mon/prom:9090'}, {}, kube);
    kube.answer('/proxy/api/v1/query', {status: 503, text: '{"kind":"Status","message":"no endpoints available"}'});
    await expect(source.read(NODE, signal)).rejects.toThrow(
      "Prometheus at Service mon/prom:9090 by the API server's proxy: it answers HTTP 503: no endpoints available",
    );
    kube.answer('/proxy/api/v1/query', {status: 403, text: '{"kind":"Status","message":"forbidden"}'});
    await expect(source.read(NODE, signal)).rejects.toThrow('by the rule get of services/proxy');
  });

  it('is refused where its clock is another, or where it scrapes no kubelet', async () => {
    const source = sourceOf(server.origin);
    server.now = () => now() + 3600;
    await expect(source.refusal(signal)).rejects.toThrow(
      'its clock is 3600 s ahead of this machine’s: set both by NTP',
    );
    server.now = now;
    server.rows = [];
    await expect(source.refusal(signal)).rejects.toThrow('let it scrape the kubelets’ /metrics/cadvisor');
    await source.close();
  });

  it('says what may be wrong when it never tells of the namespace, once that should be there', async () => {
    server.rows = [];
    const early = sourceOf(server.origin);
    expect(await early.read(NODE, signal)).toEqual([]);
    await clock.advance(91_000);
    await expect(early.read(NODE, signal)).rejects.toThrow('of namespace shop: does its scrape drop the labels');
    await early.close();
  });

  it('asks a Service by the API server’s proxy, and finds the only one by its label', async () => {
    const kube = fakeKube();
    kube.answer('/api/v1/namespaces/mon/services/prom:9090/proxy/api/v1/query?', {
      text: JSON.stringify({status: 'success', data: {resultType: 'matrix', result: server.rows.map(asText)}}),
    });
    expect(await sourceOf({service: 'mon/prom:9090'}, {}, kube).read(NODE, signal)).toHaveLength(2);

    const service = (name: string, clusterIP: string, port: number) =>
      kube.put({
        apiVersion: 'v1',
        kind: 'Service',
        metadata: {name, namespace: 'mon', labels: {'app.kubernetes.io/name': 'prometheus'}},
        spec: {
          clusterIP,
          ports: [
            {name: 'reloader', port: 8080},
            {name: 'web', port},
          ],
        },
      });
    await expect(sourceOf('auto', {}, kube).read(NODE, signal)).rejects.toThrow('no Service with the label');
    service('prom', '10.0.0.1', 9090);
    service('operated', 'None', 9090);
    expect(await sourceOf('auto', {}, kube).read(NODE, signal)).toHaveLength(2);
    service('second', '10.0.0.2', 9090);
    await expect(sourceOf('auto', {}, kube).read(NODE, signal)).rejects.toThrow(
      '(mon/prom:9090, mon/second:9090); name it by cost.usage.prometheus',
    );
  });
});

function asText({metric, values}: Row): object {
  return {metric, values: values.map(([at, value]) => [at, String(value)])};
}
