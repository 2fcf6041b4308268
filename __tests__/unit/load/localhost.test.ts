import {byIPv4Loopback} from '../../../src/load/localhost.js';
import {urlRoute} from '../../../src/load/route.js';

const answering = async (): Promise<boolean> => true;

describe('byIPv4Loopback', () => {
  it('reaches localhost by its IPv4 address, and keeps the name for the server', async () => {
    const probed: [string, number][] = [];
    const route = await byIPv4Loopback(urlRoute('http://localhost:8080/shop'), async (host, port) => {
      probed.push([host, port]);
      return true;
    });
    expect(route).toMatchObject({
      origin: 'http://127.0.0.1:8080',
      basePath: '/shop',
      headers: {host: 'localhost:8080'},
      description: 'http://localhost:8080/shop, as the spec says, by 127.0.0.1',
    });
    expect(probed).toEqual([['127.0.0.1', 8080]]);
  });

  it('verifies a certificate against the name', async () => {
    const route = await byIPv4Loopback(urlRoute('https://localhost'), answering);
    expect(route).toMatchObject({
      origin: 'https://127.0.0.1',
      headers: {host: 'localhost'},
      tls: {servername: 'localhost'},
    });
  });

  it('keeps credentials', async () => {
    const route = await byIPv4Loopback(urlRoute('http://u:p@localhost'), answering);
    expect(route.headers).toEqual({host: 'localhost', authorization: 'Basic dTpw'});
  });

  it('leaves the name where nothing answers at 127.0.0.1, as a server on ::1 alone', async () => {
    const route = urlRoute('http://localhost:8080');
    expect(await byIPv4Loopback(route, async () => false)).toBe(route);
  });

  it.each(['http://127.0.0.1:80', 'http://[::1]:80', 'http://localhost.test'])('leaves %s alone', async url => {
    const route = urlRoute(url);
    expect(await byIPv4Loopback(route, answering)).toBe(route);
  });
});
