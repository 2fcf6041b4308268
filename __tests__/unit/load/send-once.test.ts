import {urlRoute} from '../../../src/load/route.js';
import {type OnceRequest, sendOnceTo} from '../../../src/load/send-once.js';
import {localHttpServer} from '../../fakes/local-server.js';

const stress: OnceRequest = {method: 'POST', path: '/api/stress?duration=30', headers: {}, timeoutMs: 5_000};

/** Sends to a server that answers with `status`, below `/prefix`; returns what it saw. */
async function send(request: OnceRequest, status = 200) {
  const seen: string[] = [];
  const server = await localHttpServer((message, response) => {
    seen.push(`${message.method} ${message.url} ${message.headers['content-type'] ?? '-'}`);
    response.writeHead(status).end('done');
  });
  const answer = await sendOnceTo(urlRoute(`${server.origin}/prefix`), {})(request);
  await server.close();
  return {seen, answer};
}

describe('sendOnceTo', () => {
  it('sends one request by the route', async () => {
    expect(await send({...stress, body: {cores: 1}})).toEqual({
      seen: ['POST /prefix/api/stress?duration=30 application/json'],
      answer: {status: 200, expected: true},
    });
  });

  it('knows an expected status from another one', async () => {
    expect((await send(stress, 503)).answer).toEqual({status: 503, expected: false});
    expect((await send({...stress, expect: [503]}, 503)).answer).toEqual({status: 503, expected: true});
  });

  it("stays below the route's prefix", async () => {
    expect((await send({...stress, path: '/../../secrets'})).seen).toEqual(['POST /prefix/secrets -']);
  });

  it('gives up when it is told to', async () => {
    const server = await localHttpServer(() => {});
    const sending = sendOnceTo(urlRoute(server.origin), {})(stress, AbortSignal.abort(new Error('interrupted')));
    await expect(sending).rejects.toThrow('interrupted');
    await server.close();
  });
});
