import type {Clock} from '../runtime/clock.js';
import type {LoadChannel} from './messages.js';
import type {OpenOrigin} from './origin-client.js';
import {constantPace, type Pacer} from './pacer.js';
import type {LoadPlan} from './plan.js';
import {requestMix} from './request-mix.js';
import {type RequestSender, sendRequests} from './request-sender.js';
import {collectSamples} from './sample-collector.js';

export interface LoadWorkerPorts {
  clock: Clock;
  channel: LoadChannel;
  openOrigin: OpenOrigin;
  platform: NodeJS.Platform;
  /** Asks the system to run this thread before others. */
  comeFirst(): void;
}

/** Batches leave this often, in ms: soon enough for progress and abort conditions, and seldom enough to cost little. */
const FLUSH_EVERY = 100;
/** The longest sleep in ms: how late a stop, a time-out or a batch may be noticed at low rates. */
const LONGEST_SLEEP = 10;

/** Ms. From the first request on that leaves later, the thread comes first: on a quiet machine that would only cost CPU. */
const LATE = 10;

/** The load generator: waits for `start`, sends on schedule until `stop`, waits for what is under way, says `done`. Open loop: it never waits for answers. */
export async function runLoadWorker(
  plan: LoadPlan,
  {clock, channel, openOrigin, platform, comeFirst}: LoadWorkerPorts,
): Promise<void> {
  const orders = takeOrders(channel);
  channel.postMessage({kind: 'ready'});
  const startAt = await orders.started;

  const clients = plan.targets.map(target => openOrigin(target, {clock, platform, seed: startAt}));
  let scheduled = 0;
  const samples = collectSamples(columns => {
    const connections = clients.reduce((sum, client) => sum + client.connections(), 0);
    const transfer = Object.values(columns).map(column => column.buffer);
    channel.postMessage({kind: 'batch', batch: {...columns, scheduled, connections}}, transfer);
  });
  const sender = sendRequests(plan, clients, samples, clock);
  const pacer = constantPace(startAt, plan.rate);
  const nextRequest = requestMix(plan.requests.map(request => request.weight));
  const flush = everyNow(samples.flush, FLUSH_EVERY);

  let isFirst = false;
  const hurryIfLate = (now: number) => {
    if (isFirst || now - pacer.intendedAt(scheduled) <= LATE) return;
    isFirst = true;
    comeFirst();
  };

  const sendUntil = (due: number) => {
    while (scheduled < due) {
      const index = scheduled++;
      sender.send(index, nextRequest(), pacer.intendedAt(index));
    }
  };
  while (orders.stopAt() === undefined) {
    const now = clock.now();
    hurryIfLate(now);
    sendUntil(pacer.dueBy(now));
    sender.expire(now);
    sender.retry(now);
    flush(now);
    await clock.sleep(Math.min(LONGEST_SLEEP, pacer.intendedAt(scheduled) - clock.now()));
  }
  sendUntil(dueBefore(pacer, orders.stopAt()!));
  await untilAllEnded(sender, clock, flush);
  samples.flush();
  channel.postMessage({kind: 'done'});
  for (const client of clients) client.close();
}

function takeOrders(channel: LoadChannel): {started: Promise<number>; stopAt(): number | undefined} {
  let stopAt: number | undefined;
  const started = new Promise<number>(resolve => {
    channel.on('message', message => {
      if (message.kind === 'start') resolve(message.startAt);
      else stopAt = message.at;
    });
  });
  return {started, stopAt: () => stopAt};
}

function everyNow(action: () => void, interval: number): (now: number) => void {
  let next = Number.NEGATIVE_INFINITY;
  return now => {
    if (now < next) return;
    next = now + interval;
    action();
  };
}

/** A request that is intended at the very moment of the stop is not sent any more. */
function dueBefore(pacer: Pacer, at: number): number {
  const due = pacer.dueBy(at);
  return due > 0 && pacer.intendedAt(due - 1) === at ? due - 1 : due;
}

async function untilAllEnded(sender: RequestSender, clock: Clock, flush: (now: number) => void): Promise<void> {
  while (sender.open() > 0) {
    await clock.sleep(LONGEST_SLEEP);
    const now = clock.now();
    sender.expire(now);
    sender.retry(now);
    flush(now);
  }
}
