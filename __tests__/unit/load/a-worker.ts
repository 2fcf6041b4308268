import type {RequestEnd} from '../../../src/load/http/connection.js';
import type {FromWorker} from '../../../src/load/messages.js';
import type {OpenOrigin} from '../../../src/load/origin-client.js';
import type {LoadPlan, PlannedRequest} from '../../../src/load/plan.js';
import {sampleLog} from '../../../src/load/sample-log.js';
import type {Samples} from '../../../src/load/samples.js';
import {runLoadWorker} from '../../../src/load/worker-loop.js';
import {type FakeClock, fakeClock} from '../../fakes/fake-clock.js';

/** What the victim answers. */
export const STATUS = 200;

/** A request on its way. */
export interface Sent {
  at: number;
  request: PlannedRequest;
  ended: RequestEnd;
  /** Whether its connection was open. */
  isConnected: boolean;
  /** Whether its connection was ended. */
  destroyed: boolean;
}

/** A worker on a fake clock, whose requests go to `answer`. */
export function aWorker(plan: LoadPlan, answer: (sent: Sent, clock: FakeClock) => void = answerAtOnce) {
  const clock = fakeClock(1_000);
  const sent: Sent[] = [];
  const batches: {at: number; size: number}[] = [];
  let done = false;
  let hurries = 0;
  const log = sampleLog(plan, 1_000);
  const openOrigin: OpenOrigin = () => ({
    send: (request, ended) => {
      const one = {at: clock.now(), request, ended, isConnected: true, destroyed: false};
      sent.push(one);
      answer(one, clock);
      return {
        destroy: () => {
          one.destroyed = true;
        },
        hasSent: () => one.isConnected,
      };
    },
    connections: () => 1,
    close: () => {},
  });
  const take = (message: FromWorker) => {
    if (message.kind === 'done') done = true;
    if (message.kind !== 'batch') return;
    batches.push({at: clock.now(), size: message.batch.index.length});
    log.add(message.batch);
  };
  let order = (_message: unknown) => {};
  const channel = {
    postMessage: take,
    on: (_event: 'message', listener: (message: never) => void) => {
      order = message => listener(message as never);
    },
  };
  const comeFirst = () => void hurries++;
  const running = runLoadWorker(plan, {clock, channel, openOrigin, platform: 'linux', comeFirst});
  return {
    clock,
    sent,
    batches,
    running,
    samples: log.samples,
    isDone: () => done,
    /** How often it asked to come first. */
    hurries: () => hurries,
    start: (startAt = 1_000) => order({kind: 'start', startAt}),
    stop: (at = clock.now()) => order({kind: 'stop', at}),
  };
}

/** Lets a request end well at once. */
function answerAtOnce({ended}: Sent): void {
  ended(STATUS);
}

/** The outcomes of all requests, in order. */
export const outcomesOf = (samples: Samples) =>
  Array.from(samples.outcome.slice(0, samples.count), outcome => samples.outcomes[outcome]);
