import {once} from 'node:events';
import {createServer} from 'node:https';
import type {AddressInfo} from 'node:net';
import {
  throttleSources,
  throttlingByKubelet,
  throttlingByProxy,
} from '../../../../src/measure/circumstances/throttle-sources.js';
import {systemClock} from '../../../../src/runtime/clock.js';
import {type FakeKube, fakeKube} from '../../../fakes/fake-kube.js';
import {fakePrometheus} from '../../../fakes/fake-prometheus.js';
import {SELF_SIGNED} from '../../../fakes/self-signed.js';

const UID = '44c5be32-6c56-4c89-a368-ab194715a2a5';
const ID = `/kubepods/pod${UID}`;
const TEXT = `container_cpu_cfs_periods_total{id="${ID}"} 9 1000
container_cpu_cfs_throttled_periods_total{id="${ID}"} 8 1000
`;
const ROW = {cgroup: ID, podUid: UID, timestamp: 1000, periods: 9, throttled: 8};
const NODES = ['n', 'm'].map(name => ({name, address: '127.0.0.1'}));
const {signal} = new AbortController();

const allowing = (kube: FakeKube, allowed: boolean): FakeKube => {
  kube.answer('/selfsubjectaccessreviews', {status: 201, text: JSON.stringify({status: {allowed}})});
  return kube;
};

describe('throttling by the node proxy', () => {
  it.each([true, false])('may be read where it is granted: %s', async allowed => {
    expect(await throttlingByProxy(allowing(fakeKube(), allowed)).mayBeRead(signal)).toBe(allowed);
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
  it('is what they say themselves', async () => {
    const asked: (string | undefined)[] = [];
    const kubelet = createServer(SELF_SIGNED, ({url}, answer) => {
      asked.push(url);
      answer.end(TEXT);
    });
    await once(kubelet.listen(0, '127.0.0.1'), 'listening');
    const kube = {
      ...allowing(fakeKube(), true),
      credentials: async () => ({origin: '', headers: {}, tls: SELF_SIGNED}),
    };
    const {port} = kubelet.address() as AddressInfo;
    const source = throttlingByKubelet({kube, clock: systemClock}, {port});
    expect(await source.mayBeRead(signal)).toBe(true);
    expect(await source.read(NODES.slice(0, 1), signal)).toEqual([ROW]);
    expect(asked).toEqual(['/metrics/cadvisor']);
    await source.close();
    kubelet.close();
    await once(kubelet, 'close');
  });
});

describe('throttling by a Prometheus', () => {
  it('is asked for where the spec names one, of the run’s namespace', async () => {
    const server = await fakePrometheus(() => Date.now() / 1000);
    const row = (name: string, value: number) => ({
      metric: {__name__: `container_cpu_cfs_${name}_total`, id: ID},
      values: [[1, value] as [number, number]],
    });
    server.rows = [row('periods', 9), row('throttled_periods', 8)];
    const ports = {kube: fakeKube(), clock: systemClock, env: {}};
    expect(throttleSources('auto', 'shop', ports)).toHaveLength(2);
    const source = throttleSources({prometheus: server.origin}, 'shop', ports)[2]!;
    expect(await source.mayBeRead(signal)).toBe(true);
    expect(await source.read([], signal)).toEqual([ROW]);
    expect(server.asked.at(-1)?.query).toMatch(
      /^\{__name__=~"container_cpu_cfs_periods_total\|.*",namespace="shop"\}\[120s\]$/,
    );
    await source.close();
    await server.close();
  });
});
