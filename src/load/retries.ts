import type {Outcome} from './samples.js';

/** How a client repeats failed requests. */
export interface RetryPlan {
  /** How often a request is sent at most, the first time included. */
  attempts: number;
  /** Ms between a failure and the second attempt; twice as long before each further one. */
  backoff: number;
}

/** Failed requests that wait for their next attempt. */
export interface Retries<T> {
  /** Lets a request that failed for the `attempts`-th time wait from `now` (monotonic ms) on. */
  add(item: T, attempts: number, now: number): void;
  /** Takes the requests whose wait is over. */
  due(now: number): T[];
}

/** A queue for each number of attempts: in each, all wait for the same time, and so leave in the order in which they came. */
export function retries<T>({backoff}: RetryPlan): Retries<T> {
  const queues: {item: T; at: number}[][] = [];
  return {
    add: (item, attempts, now) => {
      queues[attempts - 1] ??= [];
      queues[attempts - 1]!.push({item, at: now + backoff * 2 ** (attempts - 1)});
    },
    due: now =>
      queues.flatMap(queue => {
        const first = queue.findIndex(({at}) => at > now);
        return queue.splice(0, first === -1 ? queue.length : first).map(({item}) => item);
      }),
  };
}

/** Whether a client would try again: after no answer, 429 or a 5xx. */
export function isWorthRetrying(outcome: Outcome, status: number): boolean {
  if (outcome === 'ok' || outcome === 'unsent') return false;
  return outcome !== 'status' || status >= 500 || status === 429;
}

/** The longest that a request can take from its first send to its final outcome, in ms. */
export function longestRequest({timeout, retry}: {timeout: number; retry?: RetryPlan}): number {
  if (retry === undefined) return timeout;
  return retry.attempts * timeout + retry.backoff * (2 ** (retry.attempts - 1) - 1);
}
