import {isIPv4} from 'node:net';
import fc from 'fast-check';
import {loopbackSources} from '../../../src/load/loopback-source.js';

describe('loopbackSources', () => {
  it('gives each connection another address', () => {
    const next = loopbackSources('127.0.0.1', 'linux', 0)!;
    const addresses = Array.from({length: 100_000}, () => next());
    expect(new Set(addresses).size).toBe(100_000);
  });

  it('begins elsewhere in each run', () => {
    const first = (seed: number) => loopbackSources('127.0.0.1', 'linux', seed)!();
    expect(first(0)).not.toBe(first(60_000));
  });

  it('stays within the loopback net, and leaves out its first and last parts', () => {
    fc.assert(
      fc.property(fc.double({min: 0, max: 1e12, noNaN: true}), seed => {
        const address = loopbackSources('127.0.0.1', 'linux', seed)!();
        const [net, second, , host] = address.split('.').map(Number);
        expect(isIPv4(address)).toBe(true);
        expect(net).toBe(127);
        expect(second! >= 1 && second! <= 253).toBe(true);
        expect(host! >= 1 && host! <= 254).toBe(true);
      }),
    );
  });

  it.each(['10.0.0.7', '192.168.49.2', '[::1]', 'localhost', 'example.test', '127.example.test'])(
    'leaves connections to %s alone',
    hostname => {
      expect(loopbackSources(hostname, 'linux', 0)).toBeUndefined();
    },
  );

  it.each(['darwin', 'win32'] as const)('is for Linux only, since %s owns one loopback address', platform => {
    expect(loopbackSources('127.0.0.1', platform, 0)).toBeUndefined();
  });
});
