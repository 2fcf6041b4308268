import type {Dispatcher} from 'undici';
import type {Clock} from '../runtime/clock.js';
import type {OriginClient} from './origin-client.js';
import {mayHaveArrived, outcomeOf} from './outcome.js';
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

interface OpenRequest {
  deadline: number;
  end: (outcome: Outcome) => void;
  abort: () => void;
}

/** A request from its first send to its final outcome. */
interface SentRequest {
  index: number;
  request: number;
  intendedAt: number;
  lateness: number;
  attempts: number;
  arrived: number;
}

/** Sends the plan's requests and tells the collector how each ended; latency counts from the intended send time. */
export function sendRequests(
  plan: LoadPlan,
  clients: readonly OriginClient[],
  samples: SampleCollector,
  clock: Clock,
): RequestSender {
  const deadlines = fifo<OpenRequest>();
  const {retry} = plan;
  const waiting = retry === undefined ? undefined : retries<SentRequest>(retry);
  let open = 0;

  const ended = (sent: SentRequest, outcome: Outcome, status: number) => {
    const now = clock.now();
    if (mayHaveArrived(outcome)) sent.arrived++;
    if (retry !== undefined && sent.attempts < retry.attempts && isWorthRetrying(outcome, status)) {
      waiting?.add(sent, sent.attempts, now);
      return;
    }
    open--;
    const {intendedAt, ...own} = sent;
    samples.add({...own, outcome, status, latency: now - intendedAt});
  };
  const attempt = (sent: SentRequest, now: number) => {
    sent.attempts++;
    const planned = plan.requests[sent.request]!;
    const {handler, ...openRequest} = followRequest(planned, now + plan.timeout, (outcome, status) =>
      ended(sent, outcome, status),
    );
    deadlines.push(openRequest);
    clients[planned.target]!.dispatch(planned, handler);
  };

  return {
    open: () => open,
    retry: now => {
      for (const sent of waiting?.due(now) ?? []) attempt(sent, now);
    },
    send: (index, request, intendedAt) => {
      const sentAt = clock.now();
      const lateness = Math.max(0, sentAt - intendedAt);
      if (open >= plan.maxOpen || lateness > plan.timeout) {
        samples.add({
          index,
          request,
          outcome: 'unsent',
          status: 0,
          lateness,
          latency: lateness,
          attempts: 0,
          arrived: 0,
        });
        return;
      }
      open++;
      attempt({index, request, intendedAt, lateness, attempts: 0, arrived: 0}, sentAt);
    },
    expire: now => {
      for (let first = deadlines.first(); first !== undefined && first.deadline <= now; first = deadlines.first()) {
        deadlines.shift();
        first.end('timeout');
        first.abort();
      }
    },
  };
}

/** The handler of one request. undici's older callbacks, since the newer ones build an object of the headers, which nobody reads. */
function followRequest(
  planned: PlannedRequest,
  deadline: number,
  ended: (outcome: Outcome, status: number) => void,
): OpenRequest & {handler: Dispatcher.DispatchHandler} {
  let status = 0;
  let over = false;
  let abortSent = () => {};
  const end = (outcome: Outcome) => {
    if (over) return;
    over = true;
    ended(outcome, status);
  };
  return {
    deadline,
    end,
    abort: () => abortSent(),
    handler: {
      onConnect: abort => {
        // It timed out while its connection was being made.
        if (over) abort();
        abortSent = abort;
      },
      onHeaders: code => {
        if (code >= 200) status = code;
        return true;
      },
      onData: () => true,
      onComplete: () => end(isExpected(planned, status) ? 'ok' : 'status'),
      onError: error => end(outcomeOf(error, {answering: status !== 0})),
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
