import {createServer} from 'node:https';
import type {AddressInfo, Socket} from 'node:net';
import type {TLSSocket} from 'node:tls';
import {type Connection, openConnection} from '../../../../src/load/http/connection.js';
import {socketsTo} from '../../../../src/load/http/open-socket.js';
import {closedPort, type LocalServer, localHttpServer, localTcpServer} from '../../../fakes/local-server.js';
import {SELF_SIGNED} from '../../../fakes/self-signed.js';

const GET = Buffer.from('GET / HTTP/1.1\r\nhost: victim\r\n\r\n');
const EMPTY = 'HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n';

interface End {
  status: number;
  code?: unknown;
}

/** A connection, and what became idle. */
function connectionTo(origin: string, tls = {}, source?: string) {
  const open = socketsTo({origin, tls});
  const idle: (number | undefined)[] = [];
  const attempts: (string | undefined)[] = [];
  const connection = openConnection({
    open: (listener, localAddress) => {
      attempts.push(localAddress);
      return open(listener, localAddress);
    },
    source: () => source,
    sourceFailed: () => attempts.push('failed'),
    idle: (_, keepAlive) => idle.push(keepAlive),
  });
  return {connection, idle, attempts};
}

function get(connection: Connection): Promise<End> {
  return new Promise(resolve => {
    connection.send(GET, 'GET', (status, error) =>
      resolve({status, ...(error === undefined ? {} : {code: (error as {code?: unknown}).code})}),
    );
  });
}

const soon = () => new Promise(resolve => setTimeout(resolve, 20));

describe('openConnection', () => {
  const servers: LocalServer[] = [];
  afterEach(async () => {
    await Promise.all(servers.splice(0).map(server => server.close()));
  });
  const tcp = async (listener: (socket: Socket) => void) => {
    const server = await localTcpServer(listener);
    servers.push(server);
    return server.origin;
  };

  it('takes one request after the other', async () => {
    const server = await localHttpServer((_, response) => response.end('ok'));
    servers.push(server);
    const {connection, idle} = connectionTo(server.origin);
    expect([await get(connection), await get(connection)]).toEqual([{status: 200}, {status: 200}]);
    expect([idle, connection.isOpen()]).toEqual([[5_000, 5_000], true]);
    connection.destroy();
    expect(connection.isOpen()).toBe(false);
  });

  it('takes a large answer that comes in many pieces', async () => {
    const server = await localHttpServer((_, response) => {
      for (let i = 0; i < 50; i++) response.write(Buffer.alloc(100_000));
      response.end();
    });
    servers.push(server);
    const {connection, idle} = connectionTo(server.origin);
    expect(await get(connection)).toEqual({status: 200});
    expect(idle).toHaveLength(1);
    connection.destroy();
  });

  it('takes the end of the connection for the end of a body without a length', async () => {
    const {connection, idle} = connectionTo(await tcp(socket => socket.end('HTTP/1.1 200 OK\r\n\r\nall')));
    expect(await get(connection)).toEqual({status: 200});
    expect([idle, connection.isOpen()]).toEqual([[], false]);
  });

  it.each([
    ['before', '', {status: 0, code: 'ECONNRESET'}],
    ['after an interim', 'HTTP/1.1 103 Early Hints\r\n\r\n', {status: 0, code: 'ECONNRESET'}],
    ['within', 'HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\nhalf', {status: 200, code: 'ECONNRESET'}],
    ['instead of', '\u0015\u0003\u0001\r\n\r\n', {status: 0, code: 'BAD_ANSWER'}],
  ])('tells of an end %s the answer', async (_, text, expected) => {
    const {connection, idle} = connectionTo(await tcp(socket => socket.end(text)));
    expect(await get(connection)).toEqual(expected);
    expect([idle, connection.isOpen()]).toEqual([[], false]);
  });

  it('tells of a reset after a head', async () => {
    const reset = (socket: Socket) =>
      socket.on('data', () =>
        socket.write('HTTP/1.1 500 Oh\r\ncontent-length: 9\r\n\r\nhalf', () => socket.resetAndDestroy()),
      );
    const {connection} = connectionTo(await tcp(reset));
    expect(await get(connection)).toEqual({status: 500, code: 'ECONNRESET'});
  });

  it.each([
    ['closes', (socket: Socket) => socket.end()],
    ['says something unasked', (socket: Socket) => socket.write('HTTP/1.1 408 Request Timeout\r\n\r\n')],
  ])('is not open any more when the server %s on it while it is idle', async (_, then) => {
    const answer = (socket: Socket) =>
      socket.on('data', () => {
        socket.write(EMPTY);
        setTimeout(() => then(socket), 5);
      });
    const {connection} = connectionTo(await tcp(answer));
    expect(await get(connection)).toEqual({status: 200});
    while (connection.isOpen()) await soon();
  });

  it('is not used again when the server answered before it had read the request', async () => {
    const {connection, idle} = connectionTo(await tcp(socket => socket.write(EMPTY)));
    const ends: number[] = [];
    connection.send(Buffer.alloc(50_000_000), 'POST', status => ends.push(status));
    while (ends.length === 0) await soon();
    expect([ends, idle, connection.isOpen()]).toEqual([[200], [], false]);
  });

  it('tries again without the source address that this machine does not own', async () => {
    let from: string | undefined;
    const origin = await tcp(socket => {
      from = socket.remoteAddress;
      socket.end(EMPTY);
    });
    const {connection, attempts} = connectionTo(origin, {}, '203.0.113.1');
    expect(await get(connection)).toEqual({status: 200});
    expect([attempts, from]).toEqual([['203.0.113.1', 'failed', undefined], '127.0.0.1']);
  });

  it('tells once of a second failure', async () => {
    const {origin} = await closedPort();
    const {connection, attempts} = connectionTo(origin, {}, '203.0.113.1');
    expect(await get(connection)).toEqual({status: 0, code: 'ECONNREFUSED'});
    expect(attempts).toEqual(['203.0.113.1', 'failed', undefined]);
  });

  describe('with TLS', () => {
    const reused: boolean[] = [];
    const names: unknown[] = [];
    const requests: string[] = [];
    const server = createServer(SELF_SIGNED, (request, response) => {
      reused.push((request.socket as TLSSocket).isSessionReused());
      requests.push(request.url!);
      names.push((request.socket as TLSSocket & {servername?: unknown}).servername);
      response.end('ok');
    });
    let origin = '';
    beforeAll(async () => {
      await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
      origin = `https://127.0.0.1:${(server.address() as AddressInfo).port}`;
    });
    afterAll(() => void server.close());
    beforeEach(() => {
      reused.length = 0;
      requests.length = 0;
      names.length = 0;
    });

    it('sends over what it can trust, and takes up the session again', async () => {
      const open = socketsTo({origin, tls: {ca: SELF_SIGNED.cert}});
      for (let i = 0; i < 2; i++) {
        const connection = openConnection({open, source: () => undefined, sourceFailed: () => {}, idle: () => {}});
        expect([await get(connection), await get(connection)]).toEqual([{status: 200}, {status: 200}]);
        connection.destroy();
      }
      expect(reused).toEqual([false, false, true, true]);
    });

    it('keeps connections whose answers come as soon as they can', async () => {
      const {connection, idle} = connectionTo(origin, {ca: SELF_SIGNED.cert});
      const ends: number[] = [];
      for (let i = 0; i < 50; i++) {
        // From a timer, as the pacer does.
        await new Promise(resolve => setTimeout(resolve, 1));
        connection.send(GET, 'GET', status => ends.push(status));
        while (idle.length <= i && connection.isOpen()) await new Promise(setImmediate);
      }
      expect([ends.length, idle.length, connection.isOpen()]).toEqual([50, 50, true]);
      connection.destroy();
    });

    it.each([
      ['its own', 'https://localhost', {}, 'localhost'],
      ['that of the credentials', 'https://localhost', {servername: 'api.test'}, 'api.test'],
      ['none for an address', 'https://127.0.0.1', {}, false],
    ])('names the server that it wants: %s', async (_, host, tls, name) => {
      const {port} = server.address() as AddressInfo;
      const {connection} = connectionTo(`${host}:${port}`, {...tls, rejectUnauthorized: false});
      expect(await get(connection)).toEqual({status: 200});
      expect(names).toEqual([name]);
      connection.destroy();
    });

    it('sends nothing to a server that it can not trust', async () => {
      const {connection} = connectionTo(origin);
      expect(await get(connection)).toEqual({status: 0, code: 'DEPTH_ZERO_SELF_SIGNED_CERT'});
      await soon();
      expect(requests).toEqual([]);
    });
  });
});
