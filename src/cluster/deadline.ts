import type {Clock} from '../runtime/clock.js';
import {abortWith} from './abort-with.js';

/** Runs `work` with a signal that aborts with the caller's, or with `tooLate()` after `ms`. Rejects with the signal's reason then. */
export async function withDeadline<T>(
  {clock, ms, signal, tooLate}: {clock: Clock; ms: number; signal?: AbortSignal | undefined; tooLate: () => Error},
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  signal?.throwIfAborted();
  const controller = new AbortController();
  const unlink = abortWith(controller, signal);
  const timer = new AbortController();
  clock.sleep(ms, timer.signal).then(
    () => controller.abort(tooLate()),
    () => {},
  );
  try {
    return await work(controller.signal);
  } catch (error) {
    throw controller.signal.aborted ? controller.signal.reason : error;
  } finally {
    timer.abort();
    unlink();
  }
}
