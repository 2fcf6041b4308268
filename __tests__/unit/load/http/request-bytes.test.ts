import {requestBytes} from '../../../../src/load/http/request-bytes.js';
import {aPlannedRequest} from '../../../builders/a-load-plan.js';

const textOf = (changes: Parameters<typeof aPlannedRequest>[0]) =>
  requestBytes(aPlannedRequest(changes), 'shop.test:8080').toString('utf8').split('\r\n');

describe('requestBytes', () => {
  it('names the origin as its host', () => {
    expect(textOf({path: '/a?b=%20', headers: {accept: '*/*'}})).toEqual([
      'GET /a?b=%20 HTTP/1.1',
      'host: shop.test:8080',
      'connection: keep-alive',
      'accept: */*',
      '',
      '',
    ]);
  });

  it('names the host of its own once', () => {
    expect(textOf({headers: {host: 'other.test'}}).filter(line => line.startsWith('host:'))).toEqual([
      'host: other.test',
    ]);
  });

  it('tells the length of a body in bytes', () => {
    expect(textOf({method: 'POST', body: 'Zoë'}).slice(-3)).toEqual(['content-length: 4', '', 'Zoë']);
  });

  it.each(['POST', 'PUT', 'PATCH'] as const)('says that a %s without a body has none', method => {
    expect(textOf({method})).toContain('content-length: 0');
  });

  it('sends header values as Latin-1, one byte for each character', () => {
    const bytes = requestBytes(aPlannedRequest({headers: {'x-name': 'Zo\u00eb'}}), 'a');
    expect(bytes.includes(Buffer.from([0x5a, 0x6f, 0xeb, 0x0d]))).toBe(true);
  });
});
