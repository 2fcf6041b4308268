import type {RequestListener} from 'node:http';
import type {Socket} from 'node:net';
import {startLoad} from '../../../src/load/generator.js';
import type {FromWorker, LoadThread} from '../../../src/load/messages.js';
import type {LoadPlan} from '../../../src/load/plan.js';
import type {Samples} from '../../../src/load/samples.js';
import {systemClock} from '../../../src/runtime/clock.js';
import {aLoadPlan, aPlannedRequest} from '../../builders/a-load-plan.js';
import {aSampleBatch} from '../../builders/a-sample-batch.js';
import {fakeClock} from '../../fakes/fake-clock.js';
import {inProcessThread} from '../../fakes/in-process-thread.js';
import {closedPort, type LocalServer, localHttpServer, localTcpServer} from '../../fakes/local-server.js';

/** Runs a plan against a server for `ms` and counts how the requests ended. */
async function run(
  plan: LoadPlan,
  server: LocalServer,
  ms = 300,
): Promise<{samples: Samples; outcomes: Record<string, number>; connections: number}> {
  const load = await startLoad(plan, {clock: systemClock, thread: inProcessThread()});
  await systemClock.sleep(ms);
  const samples = await load.stop();
  await server.close();
  const outcomes: Record<string, number> = {};
  for (const outcome of samples.outcome.slice(0, samples.count)) {
    const name = samples.outcomes[outcome]!;
    outcomes[name] = (outcomes[name] ?? 0) + 1;
  }
  return {samples, outcomes, connections: load.connections()};
}

const runHttp = async (listener: RequestListener, changes: Partial<LoadPlan> = {}) => {
  const server = await localHttpServer(listener);
  return run(aLoadPlan(server.origin, changes), server);
};
const runTcp = async (listener: (socket: Socket) => void, changes: Partial<LoadPlan> = {}) => {
  const server = await localTcpServer(listener);
  return run(aLoadPlan(server.origin, changes), server);
};
/** Answers every request on the socket with this text. */
const say = (text: string, end: (socket: Socket) => void) => (socket: Socket) => {
  socket.on('data', () => socket.write(text, () => end(socket)));
};

describe('startLoad', () => {
  it('counts every request of the schedule once, and keeps its connections', async () => {
    const {samples, outcomes, connections} = await runHttp((_, response) => response.end('x'.repeat(10_000)));
    expect(samples.count).toBeGreaterThan(20);
    expect(samples.settled).toBe(samples.count);
    expect(outcomes).toEqual({ok: samples.count});
    expect([...samples.status.slice(0, samples.count)].every(status => status === 200)).toBe(true);
    expect(connections).toBeLessThan(samples.count);
  });

  it('knows a connection that is refused', async () => {
    const server = await closedPort();
    const load = await startLoad(aLoadPlan(server.origin), {clock: systemClock, thread: inProcessThread()});
    await systemClock.sleep(100);
    const samples = await load.stop();
    expect(new Set(samples.outcome.slice(0, samples.count))).toEqual(new Set([samples.outcomes.indexOf('refused')]));
  });

  it('knows a connection that is reset before the answer', async () => {
    const {samples, outcomes} = await runTcp(socket => socket.on('data', () => socket.resetAndDestroy()));
    expect(outcomes).toEqual({reset: samples.count});
  });

  it('knows a connection that is closed without an answer', async () => {
    const {samples, outcomes} = await runTcp(socket => socket.on('data', () => socket.end()));
    expect(outcomes).toEqual({reset: samples.count});
  });

  it.each([
    ['by its length', 'HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\nbegun'],
    ['by its chunks', 'HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n5\r\nbegun\r\n'],
    ['on a connection that closes', 'HTTP/1.1 200 OK\r\nconnection: close\r\ncontent-length: 100\r\n\r\nbegun'],
  ])('knows an answer that is cut, %s', async (_, text) => {
    const {samples, outcomes} = await runTcp(say(text, socket => socket.end()));
    expect(outcomes).toEqual({cut: samples.count});
    expect(samples.status[0]).toBe(200);
  });

  it('knows an answer that is cut by a reset', async () => {
    const text = 'HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\nbegun';
    const {samples, outcomes} = await runTcp(say(text, socket => setTimeout(() => socket.resetAndDestroy(), 10)));
    expect(outcomes).toEqual({cut: samples.count});
  });

  it('takes an answer that ends with its connection for whole', async () => {
    const {samples, outcomes} = await runTcp(
      say('HTTP/1.1 200 OK\r\nconnection: close\r\n\r\nall of it', socket => socket.end()),
    );
    expect(outcomes).toEqual({ok: samples.count});
  });

  it('knows an answer that does not come, and one that does not end', async () => {
    const silent = await runTcp(() => {}, {timeout: 150});
    expect(silent.outcomes).toEqual({timeout: silent.samples.count});
    const endless = await runHttp((_, response) => response.write('begun'), {timeout: 150});
    expect(endless.outcomes).toEqual({timeout: endless.samples.count});
    expect(endless.samples.latency[0]).toBeGreaterThanOrEqual(149);
  });

  it('knows an answer with a status that was not expected', async () => {
    const {samples, outcomes} = await runHttp((_, response) => response.writeHead(503).end());
    expect(outcomes).toEqual({status: samples.count});
    expect(samples.status[0]).toBe(503);
  });

  it('knows a server that speaks no TLS', async () => {
    const server = await localHttpServer((_, response) => response.end());
    const {samples, outcomes} = await run(aLoadPlan(server.origin.replace('http:', 'https:')), server);
    expect(outcomes).toEqual({tls: samples.count});
  });

  it('knows an answer that is no HTTP', async () => {
    const {samples, outcomes} = await runTcp(say('SSH-2.0-OpenSSH\r\n', () => {}));
    expect(outcomes).toEqual({other: samples.count});
  });

  it('drives several servers at once', async () => {
    const other = await localHttpServer((_, response) => response.writeHead(201).end());
    const server = await localHttpServer((_, response) => response.end());
    const targets = [server, other].map(({origin}) => ({origin, tls: {}}));
    const requests = [aPlannedRequest({label: 'a'}), aPlannedRequest({label: 'b', target: 1, expect: [201]})];
    const {samples, outcomes} = await run(aLoadPlan('', {targets, requests}), server);
    await other.close();
    expect(outcomes).toEqual({ok: samples.count});
    expect([samples.status[0], samples.status[1], samples.request[0], samples.request[1]]).toEqual([200, 201, 0, 1]);
    expect(samples.requests).toEqual(['a', 'b']);
  });

  it('shows what happens while it runs', async () => {
    const server = await localHttpServer((_, response) => response.end());
    const load = await startLoad(aLoadPlan(server.origin), {clock: systemClock, thread: inProcessThread()});
    while (load.samples.settled < 20) await systemClock.sleep(20);
    const {rate, errors, p95} = load.recent(10_000);
    expect(rate).toBeGreaterThan(0);
    expect(errors).toBe(0);
    expect(p95).toBeGreaterThan(0);
    expect(await load.stop()).toBe(load.samples);
    await server.close();
  });

  it('stops once, however often it is told to', async () => {
    const server = await localHttpServer((_, response) => response.end());
    const load = await startLoad(aLoadPlan(server.origin), {clock: systemClock, thread: inProcessThread()});
    expect(await Promise.all([load.stop(), load.stop()])).toEqual([load.samples, load.samples]);
    await server.close();
  });
});

/** A thread that does only what the test lets it do. */
function aThread() {
  let listener = (_message: FromWorker) => {};
  let fail = (_error: Error) => {};
  let ended = false;
  const thread: LoadThread = {
    failed: new Promise((_, reject) => {
      fail = reject;
    }),
    postMessage: () => {},
    onMessage: listen => {
      listener = listen;
    },
    end: async () => {
      ended = true;
    },
  };
  return {
    thread: () => thread,
    say: (message: FromWorker) => listener(message),
    fail: (error: Error) => fail(error),
    isEnded: () => ended,
  };
}

describe('a load whose thread breaks', () => {
  const plan = aLoadPlan('http://127.0.0.1:1');

  it('does not start when the thread dies first', async () => {
    const {thread, fail} = aThread();
    const starting = startLoad(plan, {clock: fakeClock(), thread});
    fail(new Error('no memory'));
    await expect(starting).rejects.toThrow('no memory');
  });

  it('says so when the thread dies, and when it is stopped then', async () => {
    const {thread, say, fail, isEnded} = aThread();
    const starting = startLoad(plan, {clock: fakeClock(), thread});
    say({kind: 'ready'});
    const load = await starting;
    fail(new Error('no memory'));
    await expect(load.failed).rejects.toThrow('no memory');
    await expect(load.stop()).rejects.toThrow('no memory');
    expect(isEnded()).toBe(true);
  });

  it('says so when a batch can not be right', async () => {
    const {thread, say} = aThread();
    const starting = startLoad(plan, {clock: fakeClock(), thread});
    say({kind: 'ready'});
    const load = await starting;
    say({kind: 'batch', batch: aSampleBatch(1, [{index: 0}, {index: 0}])});
    await expect(load.failed).rejects.toThrow('request 0 of the load ended twice');
  });

  it('does not wait for ever for a thread that does not stop', async () => {
    const clock = fakeClock();
    const {thread, say, isEnded} = aThread();
    const starting = startLoad(plan, {clock, thread});
    say({kind: 'ready'});
    const stopping = (await starting).stop();
    stopping.catch(() => {});
    await clock.advance(10_000);
    await expect(stopping).rejects.toThrow("the load's thread did not stop within 6 s");
    expect(isEnded()).toBe(true);
  });

  it.each(['before', 'while'])('waits for nothing once it is told to hurry, %s it stops', async when => {
    const {thread, say, isEnded} = aThread();
    const starting = startLoad(plan, {clock: fakeClock(), thread});
    say({kind: 'ready'});
    const load = await starting;
    say({kind: 'batch', batch: aSampleBatch(3, [{index: 0}])});
    const hurry = new AbortController();
    if (when === 'before') hurry.abort();
    const stopping = load.stop(hurry.signal);
    hurry.abort();
    const {count, settled} = await stopping;
    expect({count, settled, isEnded: isEnded()}).toEqual({count: 3, settled: 1, isEnded: true});
  });
});
