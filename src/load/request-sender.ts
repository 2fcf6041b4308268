import type {Clock} from '../runtime/clock.js';
import type {OriginClient} from './origin-client.js';
import {outcomeOf} from './outcome.js';
import type {LoadPlan, PlannedRequest} from './plan.js';
import {isWorthRetrying, retries} from './retries.js';
import type {SampleCollector} from './sample-collector.js';
import type {Outcome} from './samples.js';

export interface RequestSender {
  /** Sends request `index` of the schedule, `request` of the mix. It ends exactly once, as a sample. */
  send(index: number, request: number, intendedAt: number): void;
  /** Gives up the requests that were sent longer than the time-out ago. */
  expire(now: number): void;
  /** Sends again what failed and has waited for long enough. */
  retry(now: number): void;
  /** Requests under way, or waiting to be sent again. */
  open(): number;
}

/** One time that a request was sent. */
interface Attempt {
  /** Monotonic ms. */
  deadline: number;
  over: boolean;
  timeOut: () => void;
}

/** A request from its first send to its final outcome. */
interface SentRequest {
  index: number;
  request: number;
  intendedAt: number;
  lateness: number;
  attempts: number;
}

/** Sends the plan's requests and tells the collector how each ended; latency counts from the intended send time. */
export function sendRequests(
  plan: LoadPlan,
  clients: readonly OriginClient[],
  samples: SampleCollector,
  clock: Clock,
): RequestSender {
  const deadlines = fifo<Attempt>();
  const {retry} = plan;
  const waiting = retry === undefined ? undefined : retries<SentRequest>(retry);
  let open = 0;

  const ended = (sent: SentRequest, outcome: Outcome, status: number) => {
    const {index, request, intendedAt, lateness, attempts} = sent;
    const now = clock.now();
    if (retry !== undefined && attempts < retry.attempts && isWorthRetrying(outcome, status)) {
      waiting?.add(sent, attempts, now);
      return;
    }
    open--;
    samples.add({index, request, outcome, status, lateness, latency: now - intendedAt, attempts});
  };
  const sendOnce = (sent: SentRequest, now: number) => {
    sent.attempts++;
    const planned = plan.requests[sent.request]!;
    const attempt: Attempt = {deadline: now + plan.timeout, over: false, timeOut: () => {}};
    const end = (outcome: Outcome, status: number) => {
      attempt.over = true;
      ended(sent, outcome, status);
    };
    const connection = clients[planned.target]!.send(planned, (status, error) => {
      if (error !== undefined) end(outcomeOf(error, {answering: status !== 0}), status);
      else end(isExpected(planned, status) ? 'ok' : 'status', status);
    });
    attempt.timeOut = () => {
      connection.destroy();
      end('timeout', 0);
    };
    deadlines.push(attempt);
  };

  return {
    open: () => open,
    retry: now => {
      for (const sent of waiting?.due(now) ?? []) sendOnce(sent, now);
    },
    send: (index, request, intendedAt) => {
      const sentAt = clock.now();
      const lateness = Math.max(0, sentAt - intendedAt);
      if (open >= plan.maxOpen || lateness > plan.timeout) {
        samples.add({index, request, outcome: 'unsent', status: 0, lateness, latency: lateness, attempts: 0});
        return;
      }
      open++;
      sendOnce({index, request, intendedAt, lateness, attempts: 0}, sentAt);
    },
    expire: now => {
      for (let first = deadlines.first(); first !== undefined && first.deadline <= now; first = deadlines.first()) {
        deadlines.shift();
        if (!first.over) first.timeOut();
      }
    },
  };
}

function isExpected(planned: PlannedRequest, status: number): boolean {
  return planned.expect?.includes(status) ?? (status >= 200 && status < 400);
}

/** A queue. Requests leave in order and have one time-out, so the first one in is the next to time out: no timer is needed for each. */
function fifo<T>(): {push(item: T): void; first(): T | undefined; shift(): void} {
  let items: T[] = [];
  let head = 0;
  return {
    push: item => items.push(item),
    first: () => items[head],
    shift: () => {
      head++;
      if (head < 1024 || head * 2 < items.length) return;
      items = items.slice(head);
      head = 0;
    },
  };
}
