import {once} from 'node:events';
import type {IncomingMessage} from 'node:http';
import {type OriginClient, openOrigin} from '../../../src/load/origin-client.js';
import type {PlannedRequest} from '../../../src/load/plan.js';
import {systemClock} from '../../../src/runtime/clock.js';
import {aPlannedRequest} from '../../builders/a-load-plan.js';
import {closedPort, type LocalServer, localHttpServer, localTcpServer} from '../../fakes/local-server.js';

const options = {clock: systemClock, platform: process.platform, seed: Date.UTC(2026, 0)};
const request = aPlannedRequest();

/** Sends and resolves with the status, or rejects with what cut the answer short. */
function answerOf(client: OriginClient, planned: PlannedRequest = request): Promise<number> {
  return new Promise((resolve, reject) => {
    client.send(planned, (status, error) => (error === undefined ? resolve(status) : reject(error)));
  });
}

describe('openOrigin', () => {
  let server: LocalServer;
  const seen: IncomingMessage[] = [];
  /** The source address of each connection. */
  const sources: (string | undefined)[] = [];

  beforeEach(async () => {
    seen.length = 0;
    sources.length = 0;
    server = await localHttpServer((message, response) => {
      if (!seen.some(earlier => earlier.socket === message.socket)) sources.push(message.socket.remoteAddress);
      seen.push(message);
      setTimeout(() => response.end('ok'), 10);
    });
  });
  afterEach(() => server.close());

  it('opens a connection for each request under way and keeps them for the next', async () => {
    const client = openOrigin({origin: server.origin, tls: {}}, options);
    const five = () => Promise.all(Array.from({length: 5}, () => answerOf(client)));
    expect(await five()).toEqual([200, 200, 200, 200, 200]);
    await new Promise(resolve => setTimeout(resolve, 20));
    await five();
    expect(client.connections()).toBe(5);
    client.close();
  });

  it('comes from another loopback address with each connection, on Linux', async () => {
    const client = openOrigin({origin: server.origin, tls: {}}, options);
    await Promise.all(Array.from({length: 5}, () => answerOf(client)));
    expect(new Set(sources).size).toBe(process.platform === 'linux' ? 5 : 1);
    expect(sources.every(address => address?.startsWith('127.'))).toBe(true);
    client.close();
  });

  it('sends what the plan says, with the Host that it names', async () => {
    const client = openOrigin({origin: server.origin, tls: {}}, options);
    await answerOf(
      client,
      aPlannedRequest({method: 'POST', path: '/a?b=1', headers: {host: 'shop.test', 'x-key': '1'}, body: '{}'}),
    );
    expect(seen[0]).toMatchObject({
      method: 'POST',
      url: '/a?b=1',
      headers: {host: 'shop.test', 'x-key': '1', 'content-length': '2', connection: 'keep-alive'},
    });
    client.close();
  });

  it('tells of a refused connection, and connects again for the next request', async () => {
    const {origin} = await closedPort();
    const client = openOrigin({origin, tls: {}}, options);
    const refusals = [0, 1].map(() => answerOf(client).catch((error: {code: string}) => error.code));
    expect(await Promise.all(refusals)).toEqual(['ECONNREFUSED', 'ECONNREFUSED']);
    expect(client.connections()).toBe(2);
    client.close();
  });

  it('leaves a connection before the server ends it, by the time that the server announced', async () => {
    const announcing = await localHttpServer((_, response) => response.setHeader('keep-alive', 'timeout=1').end('ok'));
    const client = openOrigin({origin: announcing.origin, tls: {}}, options);
    await answerOf(client);
    await new Promise(resolve => setTimeout(resolve, 50));
    await answerOf(client);
    expect(client.connections()).toBe(2);
    client.close();
    await announcing.close();
  });

  it('takes a new connection where the server has closed the idle one', async () => {
    const client = openOrigin({origin: server.origin, tls: {}}, options);
    await answerOf(client);
    const {socket} = seen[0]!;
    socket.end();
    await once(socket, 'close');
    expect(await answerOf(client)).toBe(200);
    expect(client.connections()).toBe(2);
    client.close();
  });

  it('closes idle connections in time, and leaves those open that are in use', async () => {
    let now = 0;
    const client = openOrigin({origin: server.origin, tls: {}}, {...options, clock: {now: () => now}});
    await Promise.all([answerOf(client), answerOf(client)]);
    const sockets = seen.map(({socket}) => socket);
    now = 3_000;
    await answerOf(client);
    now = 4_500;
    await answerOf(client);
    while (sockets.every(socket => !socket.destroyed)) await systemClock.sleep(5);
    expect(sockets.filter(socket => socket.destroyed)).toHaveLength(1);
    expect(client.connections()).toBe(2);
    client.close();
  });

  it('gives a request up without a word, and does not use its connection again', async () => {
    const silent = await localTcpServer(socket => socket.resume());
    const client = openOrigin({origin: silent.origin, tls: {}}, options);
    const ends: number[] = [];
    const first = client.send(request, status => ends.push(status));
    expect(first.hasSent()).toBe(false);
    first.destroy();
    const second = client.send(request, status => ends.push(status));
    while (!second.hasSent()) await systemClock.sleep(5);
    expect([ends, client.connections()]).toEqual([[], 2]);
    client.close();
    await systemClock.sleep(20);
    expect(ends).toEqual([]);
    await silent.close();
  });
});
