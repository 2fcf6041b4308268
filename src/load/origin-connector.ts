import {buildConnector} from 'undici';
import {loopbackSources} from './loopback-source.js';
import type {LoadTarget} from './plan.js';

export interface ConnectorOptions {
  /** Ms after which a connection attempt is given up. */
  timeout: number;
  platform: NodeJS.Platform;
  /** Where the loopback source addresses begin: another one in each run, since conntrack remembers the last run's. */
  seed: number;
}

/** Opens undici's connections to one target, from a new loopback address each where {@link loopbackSources} wants it; `opened` is told of each. */
export function originConnector(
  target: LoadTarget,
  options: ConnectorOptions,
  opened: () => void,
): buildConnector.connector {
  const connect = buildConnector({...target.tls, timeout: options.timeout, allowH2: false});
  let source = loopbackSources(new URL(target.origin).hostname, options.platform, options.seed);

  return (asked, callback) => {
    opened();
    // Without a name of the request's own, the TLS server name is the kubeconfig's or the origin's: never that of a Host header.
    const wanted = {...asked, servername: ''};
    if (source === undefined) return connect(wanted, callback);
    connect({...wanted, localAddress: source()}, (...result) => {
      if ((result[0] as NodeJS.ErrnoException | null)?.code !== 'EADDRNOTAVAIL') return callback(...result);
      // A container may own no more of the loopback net than 127.0.0.1.
      source = undefined;
      connect(wanted, callback);
    });
  };
}
