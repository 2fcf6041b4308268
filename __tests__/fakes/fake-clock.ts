import type {Clock} from '../../src/runtime/clock.js';

export interface FakeClock extends Clock {
  /** Moves time on and lets the sleepers that are due wake up, in order. */
  advance(ms: number): Promise<void>;
}

/** A clock that only moves when told to; it starts at `start` ms. */
export function fakeClock(start = 0): FakeClock {
  let now = start;
  let sleepers: {at: number; wake: () => void}[] = [];
  return {
    now: () => now,
    today: () => new Date(Date.UTC(2026, 0, 1) + now),
    sleep: (ms, signal) =>
      new Promise((resolve, reject) => {
        if (signal?.aborted) return reject(signal.reason);
        const sleeper = {at: now + Math.max(0, ms), wake: resolve};
        sleepers.push(sleeper);
        signal?.addEventListener('abort', () => {
          sleepers = sleepers.filter(other => other !== sleeper);
          reject(signal.reason);
        });
      }),
    advance: async ms => {
      const end = now + ms;
      for (;;) {
        await settle();
        const next = sleepers.filter(sleeper => sleeper.at <= end).sort((a, b) => a.at - b.at)[0];
        if (next === undefined) break;
        sleepers = sleepers.filter(sleeper => sleeper !== next);
        now = Math.max(now, next.at);
        next.wake();
      }
      now = end;
      await settle();
    },
  };
}

async function settle(): Promise<void> {
  for (let turn = 0; turn < 20; turn++) await Promise.resolve();
  await new Promise(resolve => setImmediate(resolve));
}
