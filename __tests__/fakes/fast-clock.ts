import {type Clock, systemClock} from '../../src/runtime/clock.js';

/** The machine's clock, running `times` as fast: for tests that talk over real sockets and shouldn't wait for real pauses. */
export function fastClock(times: number): Clock {
  return {
    now: () => systemClock.now() * times,
    today: () => systemClock.today(),
    sleep: (ms, signal) => systemClock.sleep(ms / times, signal),
  };
}
