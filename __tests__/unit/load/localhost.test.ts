import {byIPv4Loopback} from '../../../src/load/localhost.js';
import {urlRoute} from '../../../src/load/route.js';
import {fastClock} from '../../fakes/fast-clock.js';

/** A probe to which these addresses answer after so many refusals. */
function ports(answering: Record<string, number>) {
  const probed: string[] = [];
  return {
    probed,
    clock: fastClock(100),
    probe: async (host: string, port: number) => {
      probed.push(`${host}:${port}`);
      return probed.filter(address => address.startsWith(host)).length > (answering[host] ?? Number.POSITIVE_INFINITY);
    },
  };
}
const anyAddress = ports({'127.0.0.1': 0});

describe('byIPv4Loopback', () => {
  it('reaches localhost by its IPv4 address, and keeps the name for the server', async () => {
    const quick = ports({'127.0.0.1': 0});
    const route = await byIPv4Loopback(urlRoute('http://localhost:8080/shop'), quick);
    expect(route).toMatchObject({
      origin: 'http://127.0.0.1:8080',
      basePath: '/shop',
      headers: {host: 'localhost:8080'},
      description: 'http://localhost:8080/shop, as the spec says, by 127.0.0.1',
    });
    expect(quick.probed).toEqual(['127.0.0.1:8080']);
  });

  it('verifies a certificate against the name', async () => {
    const route = await byIPv4Loopback(urlRoute('https://localhost'), anyAddress);
    expect(route).toMatchObject({
      origin: 'https://127.0.0.1',
      headers: {host: 'localhost'},
      tls: {servername: 'localhost'},
    });
  });

  it('keeps credentials', async () => {
    const route = await byIPv4Loopback(urlRoute('http://u:p@localhost'), anyAddress);
    expect(route.headers).toEqual({host: 'localhost', authorization: 'Basic dTpw'});
  });

  it('waits a moment for a NodePort that is new', async () => {
    const route = await byIPv4Loopback(urlRoute('http://localhost:30080'), ports({'127.0.0.1': 5}));
    expect(route.origin).toBe('http://127.0.0.1:30080');
  });

  it.each([
    ['only ::1 answers', {'::1': 0}],
    ['nothing does', {}],
  ])('leaves the name where %s', async (_, answering) => {
    const route = urlRoute('http://localhost:8080');
    expect(await byIPv4Loopback(route, ports(answering))).toBe(route);
  });

  it.each(['http://127.0.0.1:80', 'http://[::1]:80', 'http://localhost.test'])('leaves %s alone', async url => {
    const route = urlRoute(url);
    expect(await byIPv4Loopback(route, anyAddress)).toBe(route);
  });
});
