import {isIPv4} from 'node:net';

const FIRST_NET = 1;
const NETS = 253;
const HOSTS = 254;

/**
 * Source addresses for connections to a loopback address, each another one; undefined where they aren't wanted.
 *
 * While a Service has no endpoints, a connection to its NodePort on 127.0.0.1 is refused and leaves a conntrack entry for 120 s; later
 * connections from the same source port are then refused too, long after the Service has recovered. A client meets those ports again
 * and again, so the measured recovery would be wrong by minutes. Linux takes all of 127.0.0.0/8 for itself, so every connection can
 * come from an address that no entry knows. Elsewhere only 127.0.0.1 exists, and ::1 is a single address. The name `localhost` is
 * replaced before, where it can be (localhost.ts).
 */
export function loopbackSources(hostname: string, platform: NodeJS.Platform, seed: number): (() => string) | undefined {
  if (platform !== 'linux' || !isIPv4(hostname) || !hostname.startsWith('127.')) return undefined;
  let count = Math.floor(seed);
  return () => {
    const n = count++;
    const host = 1 + (n % HOSTS);
    const third = Math.floor(n / HOSTS) % 256;
    const second = FIRST_NET + (Math.floor(n / HOSTS / 256) % NETS);
    return `127.${second}.${third}.${host}`;
  };
}
