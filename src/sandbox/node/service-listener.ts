import type {AddressInfo} from 'node:net';
import {connect, createServer, type Socket} from 'node:net';
import type {Backend} from './service-backends.js';

/** Takes the connections for one port of a Service on the loopback, and passes each on to one of its pods. */
export interface ServiceListener {
  readonly port: number;
  close(): Promise<void>;
}

export interface ListenerPorts {
  /** Those that take new connections now. */
  backends(): Backend[];
  /** Of this many, the one to take. */
  choose(count: number): number;
}

/**
 * Listens on the port, or on one that is free. A new connection goes to a pod at random; without a pod it is reset at once. Established
 * connections stay with their pod, whatever becomes of it.
 */
export async function listenForService(
  port: number | undefined,
  {backends, choose}: ListenerPorts,
): Promise<ServiceListener> {
  const open = new Set<Socket>();
  const server = createServer({allowHalfOpen: true, pauseOnConnect: true, noDelay: true}, client => {
    const all = backends();
    const backend = all[choose(all.length)];
    if (backend === undefined) return void client.on('error', () => {}).resetAndDestroy();
    const pod = connect({...backend, allowHalfOpen: true, noDelay: true});
    for (const socket of [client, pod]) open.add(socket);
    join(client, pod);
    join(pod, client);
    for (const socket of [client, pod]) socket.once('close', () => open.delete(socket));
    client.resume();
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port ?? 0, '127.0.0.1', resolve);
  });
  return {
    port: (server.address() as AddressInfo).port,
    close: () => {
      const closed = new Promise<void>(resolve => server.close(() => resolve()));
      for (const socket of open) socket.destroy();
      return closed;
    },
  };
}

/** A reset of the one is a reset of the other, as if there were nobody between them. */
function join(from: Socket, to: Socket): void {
  from.pipe(to);
  from.on('error', () => to.resetAndDestroy());
  from.on('close', () => to.destroySoon());
}
