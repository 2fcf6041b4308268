import {connect, isIP, type NetConnectOpts, type Socket} from 'node:net';
import {connect as connectTls, createSecureContext} from 'node:tls';
import type {LoadTarget} from '../plan.js';

/** Hears of a connection: bytes (valid during the call only), and its end, with the error that was its cause. */
export interface SocketListener {
  onOpen(): void;
  onBytes(bytes: Buffer, length: number): void;
  onEnd(error: Error | undefined): void;
}

/** Opens a connection from `localAddress`, where given. */
export type OpenSocket = (listener: SocketListener, localAddress: string | undefined) => Socket;

const READ_BUFFER = 65_536;

/** Opens connections to one target, encrypted where its origin says https. All read into one buffer, which makes reading cheap. */
export function socketsTo({origin, tls}: LoadTarget): OpenSocket {
  const url = new URL(origin);
  const encrypted = url.protocol === 'https:';
  const host = url.hostname.replace(/^\[(.*)\]$/, '$1');
  const port = Number(url.port || (encrypted ? 443 : 80));
  const buffer = Buffer.allocUnsafeSlow(READ_BUFFER);
  // Node asks for no name of its own accord, and servers of several names need one. An address is none.
  const named = {...(isIP(host) === 0 && {servername: host}), ...tls};
  // Made once: reading certificates takes more than a millisecond.
  const trust = encrypted && {...named, secureContext: createSecureContext(tls), ALPNProtocols: ['http/1.1']};
  let session: Buffer | undefined;

  return (listener, localAddress) => {
    const onread = {
      buffer,
      callback: (length: number) => {
        listener.onBytes(buffer, length);
        return true;
      },
    };
    const options: NetConnectOpts = {host, port, noDelay: true, onread, ...(localAddress && {localAddress})};
    let cause: Error | undefined;
    const socket = encrypted ? connectTls({...trust, ...options, ...(session && {session})}) : connect(options);
    // Later connections take up the session again, which spares both ends most of the handshake.
    socket.on('session', (fresh: Buffer) => {
      session = fresh;
    });
    return socket
      .once(encrypted ? 'secureConnect' : 'connect', listener.onOpen)
      .on('error', error => {
        cause ??= error;
      })
      .once('end', () => listener.onEnd(undefined))
      .once('close', () => listener.onEnd(cause));
  };
}
