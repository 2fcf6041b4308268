import type {Socket} from 'node:net';
import {answerReader} from './answer-reader.js';
import type {OpenSocket, SocketListener} from './open-socket.js';

/** `status` is that of the final answer, or 0 if its head didn't come; `error` is what kept the answer from being complete. */
export type RequestEnd = (status: number, error?: unknown) => void;

/** A connection over which one request goes after the other. */
export interface Connection {
  /** Sends a request, not before the last one ended; `ended` hears exactly once how it ended, but not after `destroy`. */
  send(bytes: Buffer, method: string, ended: RequestEnd): void;
  /** Closes it; a request under way is given up. */
  destroy(): void;
  /** Whether it can take a request. */
  isOpen(): boolean;
  /** Whether the last request was sent, rather than waiting for the connection to open. */
  hasSent(): boolean;
  /** For whoever keeps it: monotonic ms until which it may be kept idle. */
  idleUntil: number;
}

export interface ConnectionPorts {
  /** Opens a socket from `localAddress`, where given. */
  open: OpenSocket;
  /** The source address; undefined where the system chooses. */
  source: () => string | undefined;
  /** Told that this machine does not own the source address. The connection is made without one. */
  sourceFailed: () => void;
  /** A request is complete, and the connection is good for another; ms as in `AnswerHead.keepAlive`. */
  idle: (connection: Connection, keepAlive: number | undefined) => void;
}

/** What is said of a server that ended the connection without another error. */
const ENDED = Object.assign(new Error('the server ended the connection'), {code: 'ECONNRESET'});

const NOTHING = Buffer.alloc(0);

export function openConnection({open, source, sourceFailed, idle}: ConnectionPorts): Connection {
  const reader = answerReader();
  /** The request under way: what is to be sent once the connection is open, and who waits for its end. */
  let bytes: Buffer = NOTHING;
  let ended: RequestEnd | undefined;
  let opened = false;
  let closed = false;
  let localAddress = source();
  let socket: Socket;

  const finish = (error?: unknown) => {
    const tell = ended;
    ended = undefined;
    tell?.(reader.status(), error);
  };
  const close = (error?: unknown) => {
    closed = true;
    socket.destroy();
    finish(error);
  };
  /** TLS tells of a finished write a moment late. A server that answers before it has read the request may have stopped reading. */
  const keepIfSent = () => {
    if (closed) return;
    if (socket.writableLength > 0) close();
    else idle(connection, reader.keepAlive());
  };
  const listener: SocketListener = {
    onOpen: () => {
      opened = true;
      if (ended !== undefined) socket.write(bytes);
    },
    onBytes: (answer, length) => {
      // Nothing was asked.
      if (ended === undefined) return close();
      try {
        if (!reader.take(answer, length)) return;
      } catch (error) {
        return close(error);
      }
      if (reader.keepAlive() === 0) return close();
      const tell = ended;
      ended = undefined;
      if (socket.writableLength > 0) setImmediate(keepIfSent);
      else idle(connection, reader.keepAlive());
      tell(reader.status());
    },
    onEnd: error => {
      if (closed) return;
      if (localAddress !== undefined && isWithoutAddress(error)) {
        localAddress = undefined;
        sourceFailed();
        socket = open(listener, localAddress);
        return;
      }
      close(error === undefined && reader.end() ? undefined : (error ?? ENDED));
    },
  };
  const connection: Connection = {
    send: (request, method, tell) => {
      bytes = request;
      ended = tell;
      reader.begin(method);
      if (opened) socket.write(request);
    },
    destroy: () => {
      ended = undefined;
      close();
    },
    isOpen: () => !closed,
    hasSent: () => opened,
    idleUntil: 0,
  };
  socket = open(listener, localAddress);
  return connection;
}

/** The source address that was asked for isn't this machine's. */
function isWithoutAddress(error: Error | undefined): boolean {
  return (error as NodeJS.ErrnoException | undefined)?.code === 'EADDRNOTAVAIL';
}
