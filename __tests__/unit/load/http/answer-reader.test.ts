import fc from 'fast-check';
import {answerReader} from '../../../../src/load/http/answer-reader.js';

const OK = 'HTTP/1.1 200 OK\r\n';

/** Reads `raw` in pieces that end at `cuts`. */
function read(raw: string, {method = 'GET', cuts = [] as number[], ends = false} = {}) {
  const reader = answerReader();
  reader.begin(method);
  const bytes = Buffer.from(raw, 'latin1');
  const ways = [0, ...[...cuts].sort((a, b) => a - b), bytes.length];
  let complete = false;
  for (const [i, to] of ways.slice(1).entries()) {
    const piece = Buffer.from(bytes.subarray(ways[i]!, to));
    if (piece.length > 0) complete = reader.take(piece, piece.length);
  }
  if (ends) complete ||= reader.end();
  return {complete, status: reader.status(), keepAlive: reader.keepAlive()};
}

const kept = (status: number) => ({complete: true, status, keepAlive: undefined});
const closed = (status: number) => ({complete: true, status, keepAlive: 0});

const ANSWERS: [string, string, {method?: string; ends?: boolean}, ReturnType<typeof read>][] = [
  ['a body of known length', `${OK}Content-Length: 5\r\n\r\nhello`, {}, kept(200)],
  ['no body', `${OK}content-length: 0\r\n\r\n`, {}, kept(200)],
  ['a length that is given twice', `${OK}content-length: 2\r\nContent-Length: 2\r\n\r\nok`, {}, kept(200)],
  ['no reason', 'HTTP/1.1 404\r\ncontent-length: 0\r\n\r\n', {}, kept(404)],
  ['a status that nobody knows', 'HTTP/1.1 999 Request denied\r\ncontent-length: 0\r\n\r\n', {}, kept(999)],
  ['a 204', 'HTTP/1.1 204 No Content\r\n\r\n', {}, kept(204)],
  ['a 304 with the length of what it spares', 'HTTP/1.1 304 Not Modified\r\ncontent-length: 9\r\n\r\n', {}, kept(304)],
  ['the answer to HEAD', `${OK}content-length: 1234\r\n\r\n`, {method: 'HEAD'}, kept(200)],
  [
    'chunks',
    `${OK}Transfer-Encoding: Chunked\r\n\r\n5\r\nhello\r\n1F\r\n${'x'.repeat(31)}\r\n0\r\n\r\n`,
    {},
    kept(200),
  ],
  [
    'chunks with extensions and trailers',
    `${OK}transfer-encoding: gzip, chunked\r\n\r\n3;a=b\r\nabc\r\n00\r\nx: y\r\nz: 0\r\n\r\n`,
    {},
    kept(200),
  ],
  [
    'interim answers before',
    `HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nlink: a\r\n\r\n${OK}content-length: 2\r\n\r\nok`,
    {},
    kept(200),
  ],
  ['Connection: close', `${OK}content-length: 2\r\nconnection: Close\r\n\r\nok`, {}, closed(200)],
  ['HTTP/1.0', 'HTTP/1.0 200 OK\r\ncontent-length: 2\r\n\r\nok', {}, closed(200)],
  [
    'HTTP/1.0 that keeps the connection',
    'HTTP/1.0 200 OK\r\nconnection: keep-alive\r\ncontent-length: 2\r\n\r\nok',
    {},
    kept(200),
  ],
  ['a body until the end', `${OK}\r\nhello`, {ends: true}, closed(200)],
  ['another coding, until the end', `${OK}transfer-encoding: gzip\r\n\r\nhello`, {ends: true}, closed(200)],
  [
    'chunks and a length',
    `${OK}content-length: 3\r\ntransfer-encoding: chunked\r\n\r\n2\r\nok\r\n0\r\n\r\n`,
    {},
    closed(200),
  ],
  [
    'an announced end',
    `${OK}keep-alive: timeout=5, max=9\r\ncontent-length: 0\r\n\r\n`,
    {},
    {...kept(200), keepAlive: 5_000},
  ],
  [
    'a look-alike in a value',
    `${OK}x: content-length: 9\r\nx-content-length: 9\r\ncontent-length: 2\r\n\r\nok`,
    {},
    kept(200),
  ],
];

describe('answerReader', () => {
  it.each(ANSWERS)('finds the end of %s, wherever the bytes are cut', (_, raw, how, expected) => {
    expect(read(raw, how)).toEqual(expected);
    for (let cut = 1; cut < raw.length; cut++) expect(read(raw, {...how, cuts: [cut]})).toEqual(expected);
    const everywhere = Array.from({length: raw.length - 1}, (_, i) => i + 1);
    expect(read(raw, {...how, cuts: everywhere})).toEqual(expected);
  });

  it.each(ANSWERS.filter(([, , {ends}]) => !ends))('does not take %s for complete before its end', (_, raw, how) => {
    for (let length = 1; length < raw.length; length++) {
      expect(read(raw.slice(0, length), {...how, ends: true}).complete).toBe(false);
    }
  });

  it.each([
    ['another protocol', 'SSH-2.0-OpenSSH_9.2\r\n\r\n'],
    ['another protocol, at its first bytes', 'SSH-2'],
    ['another version', 'HTTP/2 200\r\n\r\n'],
    ['lines that end with a line feed alone', 'HTTP/1.1 200 OK\ncontent-length: 2\n\nok'],
    ['one such line', `${OK}x: y\ncontent-length: 2\r\n\r\nok`],
    ['a space before the colon', `${OK}content-length : 2\r\n\r\nok`],
    ['a folded line', `${OK}transfer-encoding:\r\n chunked\r\n\r\n0\r\n\r\n`],
    ['a status of two digits', 'HTTP/1.1 20 OK\r\n\r\n'],
    ['an upgrade', 'HTTP/1.1 101 Switching Protocols\r\n\r\n'],
    ['lengths that differ', `${OK}content-length: 2\r\ncontent-length: 3\r\n\r\nok`],
    ['a length that is no number', `${OK}content-length: 2 2\r\n\r\nok`],
    ['a negative length', `${OK}content-length: -1\r\n\r\n`],
    ['a chunk without a size', `${OK}transfer-encoding: chunked\r\n\r\nzz\r\n`],
    ['a chunk that goes on', `${OK}transfer-encoding: chunked\r\n\r\n2\r\nokay\r\n0\r\n\r\n`],
    ['a head without an end', `${OK}x: ${'y'.repeat(20_000)}`],
    ['a chunk size without an end', `${OK}transfer-encoding: chunked\r\n\r\n1;${'y'.repeat(20_000)}`],
  ])('refuses %s', (_, raw) => {
    expect(() => read(raw)).toThrow(expect.objectContaining({code: 'BAD_ANSWER'}));
  });

  it('does not keep a connection on which more came than was asked for', () => {
    expect(read(`${OK}content-length: 2\r\n\r\nokHTTP/1.1 200 OK\r\n`)).toEqual(closed(200));
  });

  it('reads one answer after the other', () => {
    const reader = answerReader();
    for (const [, raw, {method = 'GET', ends}, {status}] of ANSWERS) {
      if (ends) continue;
      const bytes = Buffer.from(raw, 'latin1');
      reader.begin(method);
      expect([reader.status(), reader.take(bytes, bytes.length), reader.status()]).toEqual([0, true, status]);
    }
  });

  it('finds the end of any chunks in any pieces', () => {
    const body = fc.array(fc.string({minLength: 1, maxLength: 40, unit: 'binary-ascii'}), {maxLength: 8});
    fc.assert(
      fc.property(body, fc.array(fc.nat(200), {maxLength: 12}), (parts, cuts) => {
        const chunks = parts.map(part => `${part.length.toString(16)}\r\n${part}\r\n`).join('');
        const raw = `${OK}transfer-encoding: chunked\r\n\r\n${chunks}0\r\n\r\n`;
        expect(read(raw, {cuts: cuts.map(cut => Math.min(cut, raw.length))})).toEqual(kept(200));
      }),
    );
  });
});
