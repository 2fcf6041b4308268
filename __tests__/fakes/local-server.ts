import {once} from 'node:events';
import {createServer as createHttpServer, type RequestListener} from 'node:http';
import {type AddressInfo, createServer as createTcpServer, type Server, type Socket} from 'node:net';

export interface LocalServer {
  origin: string;
  port: number;
  close(): Promise<void>;
}

/** An HTTP server on 127.0.0.1. */
export async function localHttpServer(listener: RequestListener): Promise<LocalServer> {
  return listen(createHttpServer(listener));
}

/** A TCP server on 127.0.0.1, to answer as no HTTP server would. */
export async function localTcpServer(listener: (socket: Socket) => void): Promise<LocalServer> {
  return listen(
    createTcpServer(socket => {
      socket.on('error', () => {});
      listener(socket);
    }),
  );
}

/** A port of 127.0.0.1 on which nothing listens. */
export async function closedPort(): Promise<LocalServer> {
  const server = await localTcpServer(() => {});
  await server.close();
  return server;
}

async function listen(server: Server): Promise<LocalServer> {
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const {port} = server.address() as AddressInfo;
  return {
    port,
    origin: `http://127.0.0.1:${port}`,
    close: async () => {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}
