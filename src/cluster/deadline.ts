import type {Clock} from '../runtime/clock.js';

/** Runs `work` with a signal that aborts with the caller's, or with `tooLate()` after `ms`. Rejects with the signal's reason then. */
export async function withDeadline<T>(
  {clock, ms, signal, tooLate}: {clock: Clock; ms: number; signal?: AbortSignal | undefined; tooLate: () => Error},
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  signal?.throwIfAborted();
  // Not AbortSignal.any: on Node 20 it keeps what it made for as long as the caller's signal lives, which is the whole run.
  const controller = new AbortController();
  const forward = () => controller.abort(signal?.reason);
  signal?.addEventListener('abort', forward, {once: true});
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
    signal?.removeEventListener('abort', forward);
  }
}
