import type {Clock} from '../runtime/clock.js';
import type {FromWorker, LoadThread} from './messages.js';
import type {LoadPlan} from './plan.js';
import {type RecentLoad, recentLoad} from './recent-load.js';
import {longestRequest} from './retries.js';
import {sampleLog} from './sample-log.js';
import type {Samples} from './samples.js';

/** Load that runs in a thread of its own, so that a busy main thread neither delays nor distorts it. */
export interface LoadGenerator {
  /** Grows while the load runs. */
  readonly samples: Samples;
  /** TCP connections opened so far: few when they are kept, one for each request when the service closes them. */
  connections(): number;
  /** The last `windowMs`, for progress and abort conditions. */
  recent(windowMs: number): RecentLoad;
  /**
   * Ends the load, waits for what is under way (at most the time-out) and returns the complete samples. Once `hurry` is aborted,
   * nothing is waited for, and what has not ended stays pending.
   */
  stop(hurry?: AbortSignal): Promise<Samples>;
  /** Rejects when the thread dies before it was stopped; never resolves. */
  readonly failed: Promise<never>;
}

export interface LoadPorts {
  clock: Clock;
  /** Starts the thread; `workerThread` is the real one. */
  thread: (plan: LoadPlan) => LoadThread;
}

/** Ms between the thread's word that it is ready and request 0, so that this one isn't late. */
const LEAD = 10;
/** Ms that a stop may take beyond the requests' time-out. */
const STOP_GRACE = 5_000;

/** Starts the load; resolves when request 0 is about to leave, and rejects when the thread can't be started. */
export async function startLoad(plan: LoadPlan, {clock, thread: startThread}: LoadPorts): Promise<LoadGenerator> {
  const thread = startThread(plan);
  const mail = receive(thread);
  await Promise.race([mail.ready, mail.failed]);

  const startAt = clock.now() + LEAD;
  const log = sampleLog(plan, startAt);
  let connections = 0;
  mail.onBatch(batch => {
    connections = batch.connections;
    log.add(batch);
  });
  thread.postMessage({kind: 'start', startAt});

  const stop = async (hurry?: AbortSignal) => {
    thread.postMessage({kind: 'stop', at: clock.now()});
    const ended = Promise.race([mail.done, mail.failed, ...(hurry === undefined ? [] : [whenAborted(hurry)])]);
    try {
      await within(longestRequest(plan) + STOP_GRACE, ended, clock);
    } finally {
      await thread.end();
    }
    return log.samples;
  };
  let stopped: Promise<Samples> | undefined;

  return {
    samples: log.samples,
    failed: mail.failed,
    connections: () => connections,
    recent: windowMs => recentLoad(log.samples, clock.now() - windowMs, clock.now()),
    stop: hurry => {
      stopped ??= stop(hurry);
      return stopped;
    },
  };
}

type Batch = Extract<FromWorker, {kind: 'batch'}>['batch'];

interface Mail {
  ready: Promise<void>;
  done: Promise<void>;
  /** Rejects with the thread, or when a batch can't be right. */
  failed: Promise<never>;
  onBatch(listener: (batch: Batch) => void): void;
}

/** Sorts the thread's messages. */
function receive(thread: LoadThread): Mail {
  let take = (_batch: Batch) => {};
  const ready = pending<void>();
  const done = pending<void>();
  const broken = pending<never>();
  thread.onMessage(message => {
    if (message.kind === 'ready') return ready.resolve();
    if (message.kind === 'done') return done.resolve();
    try {
      take(message.batch);
    } catch (error) {
      broken.reject(error);
    }
  });
  const failed = Promise.race([thread.failed, broken.promise]);
  // Whoever waits for it hears of it; nobody has to.
  failed.catch(() => {});
  return {
    ready: ready.promise,
    done: done.promise,
    failed,
    onBatch: listener => {
      take = listener;
    },
  };
}

/** A promise that is settled from outside. */
function pending<T>(): {promise: Promise<T>; resolve: (value: T) => void; reject: (error: unknown) => void} {
  let resolve!: (value: T) => void;
  let reject!: (error: unknown) => void;
  const promise = new Promise<T>((...settle) => {
    [resolve, reject] = settle;
  });
  return {promise, resolve, reject};
}

function whenAborted(signal: AbortSignal): Promise<void> {
  return new Promise(resolve => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), {once: true});
  });
}

async function within(ms: number, wanted: Promise<void>, clock: Clock): Promise<void> {
  const over = new AbortController();
  const late = clock.sleep(ms, over.signal).then(() => {
    throw new Error(`the load's thread did not stop within ${ms / 1000} s`);
  });
  try {
    await Promise.race([wanted, late]);
  } finally {
    late.catch(() => {});
    over.abort();
  }
}
