import {setTimeout as delay} from 'node:timers/promises';

/** The one clock that all measurements come from. */
export interface Clock {
  /** Monotonic milliseconds with fractions, the same in every thread of this process. */
  now(): number;
  /** The calendar time, for people only: never subtracted. */
  today(): Date;
  /** Resolves after `ms`, or rejects with the signal's reason. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
}

/** The machine's own monotonic clock (CLOCK_MONOTONIC by way of hrtime). */
export const systemClock: Clock = {
  now: () => Number(process.hrtime.bigint()) / 1e6,
  today: () => new Date(),
  sleep: async (ms, signal) => {
    // The load sleeps a thousand times a second, and without a signal.
    if (signal === undefined) return new Promise(resolve => void setTimeout(resolve, Math.max(0, ms)));
    try {
      await delay(Math.max(0, ms), undefined, {signal});
    } catch (error) {
      throw signal?.aborted ? signal.reason : error;
    }
  },
};
