import {buildConnector} from 'undici';
import type {LoadTarget} from './plan.js';

export interface ConnectorOptions {
  /** Ms after which a connection attempt is given up. */
  timeout: number;
  /** The source address of each new connection; the system chooses where there is none. */
  source: (() => string) | undefined;
  /** Told of each new connection. */
  opened: () => void;
}

/** Opens undici's connections to one target. A source address that this machine doesn't own is given up, and so are those after it. */
export function originConnector(
  target: LoadTarget,
  {timeout, source, opened}: ConnectorOptions,
): buildConnector.connector {
  const connect = buildConnector({...target.tls, timeout, allowH2: false});
  let nextSource = source;

  return (asked, callback) => {
    opened();
    // Without a name of the request's own, the TLS server name is the kubeconfig's or the origin's: never that of a Host header.
    const wanted = {...asked, servername: ''};
    if (nextSource === undefined) return connect(wanted, callback);
    connect({...wanted, localAddress: nextSource()}, (...result) => {
      if ((result[0] as NodeJS.ErrnoException | null)?.code !== 'EADDRNOTAVAIL') return callback(...result);
      // A sandbox may own no more of the loopback net than 127.0.0.1.
      nextSource = undefined;
      connect(wanted, callback);
    });
  };
}
