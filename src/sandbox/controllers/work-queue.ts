import {messageOf} from '../../failure.js';
import type {Clock} from '../../runtime/clock.js';
import type {Logger} from '../../runtime/logger.js';
import {StatusError} from '../store.js';

/** Keys of objects that have to be looked at, each one once however often it was added. */
export interface WorkQueue {
  add(key: string): void;
  /** Looks at it again after so many ms. */
  addLater(key: string, ms: number): void;
  close(): void;
}

const RETRY_MS = 200;

/** Calls `reconcile` for each key soon after it was added. What meets somebody else's change is tried again. */
export function createWorkQueue(
  reconcile: (key: string) => Promise<void> | void,
  {clock, logger}: {clock: Clock; logger: Logger},
): WorkQueue {
  const waiting = new Set<string>();
  const closed = new AbortController();
  let isWorking = false;

  const work = async (): Promise<void> => {
    while (!closed.signal.aborted) {
      const [key] = waiting;
      if (key === undefined) break;
      waiting.delete(key);
      try {
        await reconcile(key);
      } catch (error) {
        if (error instanceof StatusError) queue.addLater(key, RETRY_MS);
        else logger.warn(`A controller of the sandbox failed on ${key}: ${messageOf(error)}`);
      }
    }
    isWorking = false;
  };
  const queue: WorkQueue = {
    add: key => {
      waiting.add(key);
      if (isWorking || closed.signal.aborted) return;
      isWorking = true;
      queueMicrotask(() => void work());
    },
    addLater: (key, ms) => {
      clock.sleep(ms, closed.signal).then(
        () => queue.add(key),
        () => {},
      );
    },
    close: () => closed.abort(),
  };
  return queue;
}
