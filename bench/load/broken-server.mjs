// Three ports that fail: one resets each connection, one stays silent, one cuts its answers in the middle. Prints them.
import {createServer} from 'node:net';

const HALF = 'HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\nhalf';
const listeners = [
  socket => socket.on('data', () => socket.resetAndDestroy()),
  socket => socket.resume(),
  socket => socket.on('data', () => socket.write(HALF, () => socket.resetAndDestroy())),
];
const ports = await Promise.all(
  listeners.map(
    listener =>
      new Promise(resolve => {
        const server = createServer(socket => listener(socket.on('error', () => {})));
        server.listen(0, '127.0.0.1', () => resolve(server.address().port));
      }),
  ),
);
process.stdout.write(`${JSON.stringify(ports)}\n`);
