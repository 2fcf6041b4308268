import {once} from 'node:events';
import {createServer} from 'node:https';
import type {AddressInfo} from 'node:net';
import {
  type ThrottleSource,
  throttleSources,
  throttlingByKubelet,
  throttlingByProxy,
} from '../../../../src/measure/circumstances/throttle-sources.js';
import {systemClock} from '../../../../src/runtime/clock.js';
import {fakeClock} from '../../../fakes/fake-clock.js';
import {type FakeKube, fakeKube} from '../../../fakes/fake-kube.js';
import {type FakePrometheus, fakePrometheus, type Row} from '../../../fakes/fake-prometheus.js';
import {SELF_SIGNED} from '../../../fakes/self-signed.js';

const UID = '44c5be32-6c56-4c89-a368-ab194715a2a5';
const ID = `/kubepods/pod${UID}`;
const TEXT = `container_cpu_cfs_periods_total{id="${ID}"} 9 1000
container_cpu_cfs_throttled_periods_total{id="${ID}"} 8 1000
`;
const ROW = {cgroup: ID, podUid: UID, timestamp: 1000, periods: 9, throttled: 8};
const NODES = ['n', 'm'].map(name => ({name, address: '127.0.0.1'}));
const {signal} = new AbortController();

/** Grants `get` of these subresources of nodes. */
const granting = (...subresources: string[]): FakeKube => {
  const kube = fakeKube();
  const raw: FakeKube['raw'] = async (method, path, options) => {
    if (!path.endsWith('/selfsubjectaccessreviews')) return kube.raw(method, path, options);
    const {subresource} = JSON.parse(String(options?.body)).spec.resourceAttributes;
    return {status: 201, headers: {}, text: JSON.stringify({status: {allowed: subresources.includes(subresource)}})};
  };
  return {...kube, raw};
};

describe('throttling by the node proxy', () => {
  it('may be read where it is granted', async () => {
    expect(await throttlingByProxy(granting('proxy')).mayBeRead(signal)).toBe(true);
    expect(await throttlingByProxy(granting('metrics')).mayBeRead(signal)).toBe(false);
  });

  it('is told of all nodes that answer', async () => {
    const kube = fakeKube();
    kube.answer('/nodes/n/proxy/metrics/cadvisor', {status: 500, text: 'no'});
    kube.answer('/nodes/m/proxy/metrics/cadvisor', {status: 200, text: TEXT});
    expect(await throttlingByProxy(kube).read(NODES, signal)).toEqual([ROW]);
  });

  it('says what the node said where none answers', async () => {
    const kube = fakeKube();
    kube.answer('/proxy/metrics/cadvisor', {status: 403, text: '{"message":"no"}'});
    const reading = throttlingByProxy(kube).read(NODES, signal);
    await expect(reading).rejects.toThrow("node n by the API server's proxy: HTTP 403: no");
  });
});

describe('throttling by the kubelets', () => {
  it('may be read where it is granted, and the node proxy is not', async () => {
    const may = (...subresources: string[]) =>
      throttlingByKubelet({kube: granting(...subresources), clock: systemClock}).mayBeRead(signal);
    expect(await may('metrics')).toBe(true);
    expect(await may('metrics', 'proxy')).toBe(false);
    expect(await may()).toBe(false);
  });

  it('is what they say themselves, and says where they were not verified', async () => {
    const asked: (string | undefined)[] = [];
    const kubelet = createServer(SELF_SIGNED, ({url}, answer) => {
      asked.push(url);
      answer.end(TEXT);
    });
    await once(kubelet.listen(0, '127.0.0.1'), 'listening');
    const kube = {...fakeKube(), credentials: async () => ({origin: '', headers: {}, tls: SELF_SIGNED})};
    const {port} = kubelet.address() as AddressInfo;
    const source = throttlingByKubelet({kube, clock: systemClock}, {port});
    try {
      expect(source.caveat).toBeUndefined();
      expect(await source.read(NODES.slice(0, 1), signal)).toEqual([ROW]);
      expect(asked).toEqual(['/metrics/cadvisor']);
      expect(source.caveat).toContain('not verified');
    } finally {
      await source.close();
      kubelet.close();
      await once(kubelet, 'close');
    }
  });
});

describe('throttling by a Prometheus', () => {
  const clock = fakeClock(1_000_000);
  const now = (): number => clock.today().getTime() / 1000;
  const row = (name: string, at: number, value: number): Row => ({
    metric: {__name__: `container_cpu_cfs_${name}_total`, id: ID},
    values: [[at, value]],
  });
  let server: FakePrometheus;
  let source: ThrottleSource;
  beforeEach(async () => {
    server = await fakePrometheus(now);
    source = throttleSources({prometheus: server.origin}, 'shop', {kube: fakeKube(), clock, env: {}})[2]!;
  });
  afterEach(async () => {
    await source.close();
    await server.close();
  });

  it('is asked for where the spec names one, of the run’s namespace', async () => {
    expect(throttleSources('auto', 'shop', {kube: fakeKube(), clock, env: {}})).toHaveLength(2);
    const at = now() - 8;
    server.rows = [row('periods', at, 9), row('throttled_periods', at, 8)];
    expect(await source.mayBeRead(signal)).toBe(true);
    expect(await source.read([], signal)).toEqual([{...ROW, timestamp: 1000 * at}]);
    expect(server.asked.at(-1)?.query).toMatch(
      /^\{__name__=~"container_cpu_cfs_periods_total\|.*",namespace="shop"\}\[120s\]$/,
    );
  });

  it('is not read where its clock is another', async () => {
    server.now = () => now() + 3600;
    await expect(source.mayBeRead(signal)).rejects.toThrow('its clock is 3600 s ahead of this machine’s');
  });

  it.each([
    ['out of date', -90, 'its newest sample is over 75 s old'],
    ['of another time', 30, 'it tells samples of other times than were asked for'],
  ])('takes no samples that are %s', async (_, seconds, message) => {
    server.rows = [row('periods', now() + seconds, 9), row('throttled_periods', now() + seconds, 8)];
    await expect(source.read([], signal)).rejects.toThrow(message);
  });
});
