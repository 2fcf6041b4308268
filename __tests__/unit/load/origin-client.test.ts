import {once} from 'node:events';
import type {IncomingMessage} from 'node:http';
import {type Dispatcher, Pool} from 'undici';
import {openOrigin} from '../../../src/load/origin-client.js';
import {originConnector} from '../../../src/load/origin-connector.js';
import {aPlannedRequest} from '../../builders/a-load-plan.js';
import {closedPort, type LocalServer, localHttpServer} from '../../fakes/local-server.js';

const options = {timeout: 5_000, platform: process.platform, seed: Date.UTC(2026, 0)};
const request = aPlannedRequest();

/** Sends and resolves with the status, or rejects with the client's error. */
function answerOf(dispatch: (handler: Dispatcher.DispatchHandler) => void): Promise<number> {
  return new Promise((resolve, reject) => {
    let status = 0;
    dispatch({
      onConnect: () => {},
      onHeaders: code => {
        status = code;
        return true;
      },
      onData: () => true,
      onComplete: () => resolve(status),
      onError: reject,
    });
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
    const five = () =>
      Promise.all(Array.from({length: 5}, () => answerOf(handler => client.dispatch(request, handler))));
    expect(await five()).toEqual([200, 200, 200, 200, 200]);
    await new Promise(resolve => setTimeout(resolve, 20));
    await five();
    expect(client.connections()).toBe(5);
    await client.close();
  });

  it('comes from another loopback address with each connection, on Linux', async () => {
    const client = openOrigin({origin: server.origin, tls: {}}, options);
    await Promise.all(Array.from({length: 5}, () => answerOf(handler => client.dispatch(request, handler))));
    expect(new Set(sources).size).toBe(process.platform === 'linux' ? 5 : 1);
    expect(sources.every(address => address?.startsWith('127.'))).toBe(true);
    await client.close();
  });

  it('sends what the plan says, with the Host that it names', async () => {
    const client = openOrigin({origin: server.origin, tls: {}}, options);
    await answerOf(handler =>
      client.dispatch(
        aPlannedRequest({method: 'POST', path: '/a?b=1', headers: {host: 'shop.test', 'x-key': '1'}, body: '{}'}),
        handler,
      ),
    );
    expect(seen[0]).toMatchObject({
      method: 'POST',
      url: '/a?b=1',
      headers: {host: 'shop.test', 'x-key': '1', 'content-length': '2', connection: 'keep-alive'},
    });
    await client.close();
  });

  it('tells of a refused connection, and connects again for the next request', async () => {
    const {origin} = await closedPort();
    const client = openOrigin({origin, tls: {}}, options);
    const refusals = [0, 1].map(() =>
      answerOf(handler => client.dispatch(request, handler)).catch((error: {code: string}) => error.code),
    );
    expect(await Promise.all(refusals)).toEqual(['ECONNREFUSED', 'ECONNREFUSED']);
    expect(client.connections()).toBe(2);
    await client.close();
  });

  it('leaves a connection before the server ends it, by the time that the server announced', async () => {
    const announcing = await localHttpServer((_, response) => response.setHeader('keep-alive', 'timeout=1').end('ok'));
    const client = openOrigin({origin: announcing.origin, tls: {}}, options);
    await answerOf(handler => client.dispatch(request, handler));
    await new Promise(resolve => setTimeout(resolve, 50));
    await answerOf(handler => client.dispatch(request, handler));
    expect(client.connections()).toBe(2);
    await client.close();
    await announcing.close();
  });

  it('takes a new connection where the server has closed the idle one', async () => {
    const client = openOrigin({origin: server.origin, tls: {}}, options);
    await answerOf(handler => client.dispatch(request, handler));
    const {socket} = seen[0]!;
    socket.end();
    await once(socket, 'close');
    expect(await answerOf(handler => client.dispatch(request, handler))).toBe(200);
    expect(client.connections()).toBe(2);
    await client.close();
  });

  it('connects without a source address where this machine does not own it', async () => {
    let opened = 0;
    const connect = originConnector(
      {origin: server.origin, tls: {}},
      {timeout: 5_000, source: () => '192.0.2.1', opened: () => opened++},
    );
    const pool = new Pool(server.origin, {connect});
    expect(await answerOf(handler => pool.dispatch({method: 'GET', path: '/'}, handler))).toBe(200);
    expect([opened, ...sources]).toEqual([1, '127.0.0.1']);
    await pool.destroy();
  });
});
