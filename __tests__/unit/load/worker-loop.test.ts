import {MessageChannel} from 'node:worker_threads';
import type {FromWorker} from '../../../src/load/messages.js';
import type {OpenOrigin} from '../../../src/load/origin-client.js';
import {runLoadWorker} from '../../../src/load/worker-loop.js';
import {aLoadPlan, aPlannedRequest} from '../../builders/a-load-plan.js';
import {fakeClock} from '../../fakes/fake-clock.js';
import {aWorker, outcomesOf, STATUS} from './a-worker.js';

describe('runLoadWorker', () => {
  it('sends each request at its time', async () => {
    const worker = aWorker(aLoadPlan('http://victim', {rate: 20}));
    worker.start();
    await worker.clock.advance(200);
    expect(worker.sent.map(({at}) => at)).toEqual([1_000, 1_050, 1_100, 1_150, 1_200]);
  });

  it('sends nothing before it is told when to begin', async () => {
    const worker = aWorker(aLoadPlan('http://victim'));
    await worker.clock.advance(500);
    expect(worker.sent).toEqual([]);
  });

  it('sends what it missed at once, and says how late', async () => {
    const worker = aWorker(aLoadPlan('http://victim', {rate: 20}));
    worker.start(800);
    await worker.clock.advance(50);
    expect(worker.sent.map(({at}) => at)).toEqual([1_000, 1_000, 1_000, 1_000, 1_000, 1_050]);
    worker.stop();
    await worker.clock.advance(50);
    expect([...worker.samples.lateness.slice(0, 6)]).toEqual([200, 150, 100, 50, 0, 0]);
  });

  it.each([
    ['asks once to come first where its first requests leave too late', 800, 1],
    ['asks for nothing while they leave on time', 1_000, 0],
  ])('%s', async (_, startAt, hurries) => {
    const worker = aWorker(aLoadPlan('http://victim', {rate: 20}));
    worker.start(startAt);
    await worker.clock.advance(500);
    expect(worker.hurries()).toBe(hurries);
  });

  it('does not wait for answers', async () => {
    const worker = aWorker(aLoadPlan('http://victim', {rate: 100}), () => {});
    worker.start();
    await worker.clock.advance(500);
    expect(worker.sent.length).toBe(51);
  });

  it('counts the latency from the intended time to the end of the answer', async () => {
    const worker = aWorker(aLoadPlan('http://victim', {rate: 10}), async ({ended}, clock) => {
      await clock.sleep(50);
      ended(STATUS);
    });
    worker.start(960);
    await worker.clock.advance(45);
    worker.stop();
    await worker.clock.advance(200);
    expect([worker.samples.latency[0], worker.samples.lateness[0]]).toEqual([90, 40]);
  });

  it('sends the mix in its order', async () => {
    const requests = [aPlannedRequest({label: 'a', weight: 2}), aPlannedRequest({label: 'b', weight: 1})];
    const worker = aWorker(aLoadPlan('http://victim', {rate: 100, requests}));
    worker.start();
    await worker.clock.advance(50);
    expect(worker.sent.map(({request}) => request.label).join('')).toBe('abaaba');
  });

  it('tells its results at least every 120 ms', async () => {
    const worker = aWorker(aLoadPlan('http://victim', {rate: 1_000}));
    worker.start();
    await worker.clock.advance(1_000);
    const gaps = worker.batches.slice(1).map(({at}, i) => at - worker.batches[i]!.at);
    expect(Math.max(...gaps)).toBeLessThanOrEqual(120);
    expect(worker.samples.settled).toBeGreaterThanOrEqual(880);
  });

  it('gives a request up after the time-out from its real send, and ends its connection', async () => {
    const worker = aWorker(aLoadPlan('http://victim', {rate: 1, timeout: 300}), () => {});
    worker.start(900);
    await worker.clock.advance(320);
    worker.stop();
    await worker.clock.advance(50);
    expect(outcomesOf(worker.samples)).toEqual(['timeout']);
    expect(worker.samples.latency[0]).toBeGreaterThanOrEqual(400);
    expect(worker.samples.latency[0]).toBeLessThanOrEqual(420);
    expect(worker.sent.map(({at, destroyed}) => ({at, destroyed}))).toEqual([{at: 1_000, destroyed: true}]);
  });

  it('counts a request that timed out while it waited for its connection as one that never arrived', async () => {
    const worker = aWorker(aLoadPlan('http://victim', {rate: 10, timeout: 300}), one => {
      one.isConnected = one.at > 1_050;
    });
    worker.start();
    await worker.clock.advance(150);
    worker.stop();
    await worker.clock.advance(400);
    expect(outcomesOf(worker.samples)).toEqual(['timeout', 'timeout']);
    expect([...worker.samples.arrived.slice(0, 2)]).toEqual([0, 1]);
  });

  it('leaves the connection of a request alone that ended before the time-out', async () => {
    const worker = aWorker(aLoadPlan('http://victim', {rate: 1, timeout: 300}));
    worker.start();
    await worker.clock.advance(600);
    worker.stop();
    await worker.clock.advance(100);
    expect(worker.sent.map(({destroyed}) => destroyed)).toEqual([false]);
    expect(outcomesOf(worker.samples)).toEqual(['ok']);
  });

  it('does not send what exceeds the cap, and says so', async () => {
    const worker = aWorker(aLoadPlan('http://victim', {rate: 100, maxOpen: 3}), () => {});
    worker.start();
    await worker.clock.advance(45);
    worker.stop();
    await worker.clock.advance(1_100);
    expect(outcomesOf(worker.samples)).toEqual(['timeout', 'timeout', 'timeout', 'unsent', 'unsent']);
    expect(worker.sent.length).toBe(3);
  });

  it('does not send what it could not for a whole time-out: the victim would see a burst that nobody asked for', async () => {
    const worker = aWorker(aLoadPlan('http://victim', {rate: 10, timeout: 500}));
    worker.start(0);
    await worker.clock.advance(10);
    worker.stop();
    await worker.clock.advance(10);
    expect(outcomesOf(worker.samples)).toEqual([...Array(5).fill('unsent'), ...Array(6).fill('ok')]);
  });

  it('knows an unexpected status from an expected one', async () => {
    const requests = [aPlannedRequest({expect: [201]}), aPlannedRequest()];
    const worker = aWorker(aLoadPlan('http://victim', {rate: 10, requests}));
    worker.start();
    await worker.clock.advance(150);
    worker.stop();
    await worker.clock.advance(50);
    expect(outcomesOf(worker.samples)).toEqual(['status', 'ok']);
    expect(worker.samples.status[0]).toBe(200);
  });

  it('sends what failed again, and counts it once, from its intended time to its last outcome', async () => {
    const failing = [2, 9, 0];
    const worker = aWorker(aLoadPlan('http://victim', {rate: 10, retry: {attempts: 3, backoff: 20}}), ({ended}) => {
      // Of the requests 0, 1 and 2, in the order of their sending: two, nine and no further attempts fail.
      const index = failing.findIndex(left => left >= 0);
      if (failing[index]! > 0) {
        failing[index]!--;
        ended(0, Object.assign(new Error('refused'), {code: 'ECONNREFUSED'}));
        if (worker.sent.length % 3 === 0) failing[index] = -1;
      } else {
        failing[index] = -1;
        ended(STATUS);
      }
    });
    worker.start();
    await worker.clock.advance(250);
    worker.stop();
    await worker.clock.advance(300);
    expect(worker.sent.map(({at}) => at - 1_000)).toEqual([0, 20, 60, 100, 120, 160, 200]);
    expect(outcomesOf(worker.samples)).toEqual(['ok', 'refused', 'ok']);
    expect([...worker.samples.attempts.slice(0, 3)]).toEqual([3, 3, 1]);
    expect([...worker.samples.arrived.slice(0, 3)]).toEqual([1, 0, 1]);
    expect([...worker.samples.latency.slice(0, 3)]).toEqual([60, 60, 0]);
    expect(worker.isDone()).toBe(true);
  });

  it('sends every request intended before the stop and none after it', async () => {
    const worker = aWorker(aLoadPlan('http://victim', {rate: 1_000}));
    worker.start();
    await worker.clock.advance(9.5);
    worker.stop(1_012);
    await worker.clock.advance(100);
    await worker.running;
    expect(worker.samples.count).toBe(12);
    expect(worker.samples.settled).toBe(12);
  });

  it('is done when the last request under way has ended, after its last batch', async () => {
    const worker = aWorker(aLoadPlan('http://victim', {rate: 10}), async ({ended}, clock) => {
      await clock.sleep(400);
      ended(STATUS);
    });
    worker.start();
    await worker.clock.advance(250);
    worker.stop();
    await worker.clock.advance(300);
    expect(worker.isDone()).toBe(false);
    await worker.clock.advance(100);
    expect(worker.isDone()).toBe(true);
    expect([worker.samples.count, worker.samples.settled]).toEqual([3, 3]);
  });

  it('hands the memory of a batch over', async () => {
    const {port1, port2} = new MessageChannel();
    const clock = fakeClock(1_000);
    const openOrigin: OpenOrigin = () => ({
      send: (_, ended) => {
        ended(STATUS);
        return {destroy: () => {}, hasSent: () => true};
      },
      connections: () => 0,
      close: () => {},
    });
    const transferred: number[] = [];
    const channel = {
      on: port2.on.bind(port2),
      postMessage: (message: FromWorker, transfer?: ArrayBuffer[]) => {
        port2.postMessage(message, transfer ?? []);
        transferred.push(...(transfer ?? []).map(buffer => buffer.byteLength));
      },
    };
    void runLoadWorker(aLoadPlan('http://victim'), {
      clock,
      channel,
      openOrigin,
      platform: 'linux',
      comeFirst: () => {},
    });
    port1.postMessage({kind: 'start', startAt: 1_000});
    while (transferred.length === 0) await clock.advance(10);
    port1.close();
    expect(transferred).toEqual([0, 0, 0, 0, 0, 0, 0, 0]);
  });
});
