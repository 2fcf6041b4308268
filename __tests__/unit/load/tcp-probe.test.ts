import {probeTcp} from '../../../src/load/tcp-probe.js';
import {closedPort, localTcpServer} from '../../fakes/local-server.js';

describe('probeTcp', () => {
  it('is true where a server accepts connections', async () => {
    const server = await localTcpServer(() => {});
    expect(await probeTcp('127.0.0.1', server.port, 5_000)).toBe(true);
    await server.close();
  });

  it('is false where nothing listens', async () => {
    const {port} = await closedPort();
    expect(await probeTcp('127.0.0.1', port, 5_000)).toBe(false);
  });
});
