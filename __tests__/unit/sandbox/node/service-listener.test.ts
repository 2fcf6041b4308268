import type {AddressInfo} from 'node:net';
import {connect, createServer, type Server, type Socket} from 'node:net';
import type {Backend} from '../../../../src/sandbox/node/service-backends.js';
import {listenForService, type ServiceListener} from '../../../../src/sandbox/node/service-listener.js';

describe('the listener of a Service', () => {
  let pods: Server[];
  let backends: Backend[];
  let listener: ServiceListener;
  let next: number;
  beforeEach(async () => {
    pods = await Promise.all(['a', 'b'].map(pod));
    backends = pods.map(server => ({host: '127.0.0.1', port: (server.address() as AddressInfo).port}));
    next = 0;
    listener = await listenForService(undefined, {backends: () => backends, choose: count => next++ % count});
  });
  afterEach(async () => {
    await listener.close();
    for (const server of pods) server.close();
  });

  it('passes connections on, each to a pod of its own', async () => {
    const names = [await ask(await open(listener.port)), await ask(await open(listener.port))];
    expect(names.sort()).toEqual(['a', 'b']);
  });

  it('resets a connection at once where no pod is ready', async () => {
    backends = [];
    await expect(open(listener.port).then(ask)).rejects.toThrow(/ECONNRESET/);
  });

  it('resets a connection whose pod does not listen', async () => {
    const [first] = pods;
    await new Promise(done => first?.close(done));
    await expect(open(listener.port).then(ask)).rejects.toThrow(/ECONNRESET/);
  });

  it('keeps the connections of a pod that takes no new ones', async () => {
    const old = await open(listener.port);
    const name = await ask(old);
    backends = backends.slice(1);
    next = 0;
    expect(await ask(old)).toBe(name);
    expect(await ask(await open(listener.port))).toBe('b');
    old.destroy();
  });
});

/** Answers each chunk with its name. */
function pod(name: string): Promise<Server> {
  return new Promise(resolve => {
    const server = createServer(socket => socket.on('error', () => {}).on('data', () => socket.write(name)));
    server.listen(0, '127.0.0.1', () => resolve(server));
  });
}

function open(port: number): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => resolve(socket));
    socket.once('error', reject);
  });
}

function ask(socket: Socket): Promise<string> {
  return new Promise((resolve, reject) => {
    socket.once('data', data => resolve(String(data)));
    socket.once('error', reject);
    socket.write('?', error => (error ? reject(error) : undefined));
  });
}
