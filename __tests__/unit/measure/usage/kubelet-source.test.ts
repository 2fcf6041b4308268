import {once} from 'node:events';
import {createServer, type Server} from 'node:https';
import type {AddressInfo} from 'node:net';
import type {ApiCredentials} from '../../../../src/cluster/kube.js';
import {kubeletSource} from '../../../../src/measure/usage/sources/kubelet.js';
import {systemClock} from '../../../../src/runtime/clock.js';
import {fakeKube} from '../../../fakes/fake-kube.js';
import {SELF_SIGNED} from '../../../fakes/self-signed.js';

const NODE = {name: 'n', address: '127.0.0.1'};
const {signal} = new AbortController();
const ROW = '{container="app",namespace="shop",pod="web"}';
const METRICS = `container_cpu_usage_seconds_total${ROW} 4 1700000000000
container_memory_working_set_bytes${ROW} 1024 1700000000000
container_start_time_seconds${ROW} 1690000000
resource_scrape_error 0
`;

describe('kubeletSource', () => {
  let kubelet: Server;
  let asked: (string | undefined)[];
  beforeEach(async () => {
    asked = [];
    kubelet = createServer(SELF_SIGNED, ({headers}, answer) => {
      asked.push(headers.authorization);
      answer.end(METRICS);
    });
    await once(kubelet.listen(0, '127.0.0.1'), 'listening');
  });
  afterEach(async () => {
    kubelet.closeAllConnections();
    kubelet.close();
    await once(kubelet, 'close');
  });

  const sourceWith = (credentials: Partial<ApiCredentials>) => {
    const kube = {
      ...fakeKube(),
      credentials: async () => ({origin: 'https://api', headers: {}, tls: {}, ...credentials}),
    };
    return kubeletSource({kube, clock: systemClock}, 'shop', {port: (kubelet.address() as AddressInfo).port});
  };

  it('sends no token to a kubelet whose certificate nobody vouches for', async () => {
    const source = sourceWith({headers: {authorization: 'Bearer secret'}});
    await expect(source.read(NODE, signal)).rejects.toThrow(/certificate is not of the cluster’s CA, and a token goes/);
    expect(asked).toEqual([]);
    await source.close?.();
  });

  it('reads such a kubelet with a client certificate, and says that it was not verified', async () => {
    const source = sourceWith({tls: SELF_SIGNED});
    expect(await source.read(NODE, signal)).toMatchObject([{pod: 'web', container: 'app', cpuSeconds: 4}]);
    expect(source.caveat).toContain('not verified');
    await source.close?.();
  });

  it('sends the token to a kubelet that the cluster’s CA vouches for', async () => {
    const source = sourceWith({headers: {authorization: 'Bearer secret'}, tls: {ca: SELF_SIGNED.cert}});
    expect(await source.read(NODE, signal)).toHaveLength(1);
    expect({asked, caveat: source.caveat}).toEqual({asked: ['Bearer secret'], caveat: undefined});
    await source.close?.();
  });
});
