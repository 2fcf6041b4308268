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

/** A request from its first send to its final outcome. Times in monotonic ms. */
interface SentRequest {
  index: number;
  request: number;
  intendedAt: number;
  lateness: number;
  attempts: number;
  arrived: number;
  /** Of the attempt that is under way. */
  deadline: number;
  connection: ReturnType<OriginClient['send']> | undefined;
}

/** Sends the plan's requests and tells the collector how each ended; latency counts from the intended send time. */
export function sendRequests(
  plan: LoadPlan,
  clients: readonly OriginClient[],
  samples: SampleCollector,
  clock: Clock,
): RequestSender {
  const {retry} = plan;
  const waiting = retry === undefined ? undefined : retries<SentRequest>(retry);
  /** In the order of their sending: all have one time-out, so the first is the next to time out, and no timer is needed for each. */
  const underWay = new Set<SentRequest>();
  let open = 0;

  const end = (sent: SentRequest, outcome: Outcome, status: number) => {
    underWay.delete(sent);
    const now = clock.now();
    if (mayHaveArrived(outcome) && sent.connection?.hasSent() !== false) sent.arrived++;
    if (retry !== undefined && sent.attempts < retry.attempts && isWorthRetrying(outcome, status)) {
      waiting?.add(sent, sent.attempts, now);
      return;
    }
    open--;
    const {index, request, intendedAt, lateness, attempts, arrived} = sent;
    samples.add({index, request, outcome, status, lateness, latency: now - intendedAt, attempts, arrived});
  };
  const sendOnce = (sent: SentRequest, now: number) => {
    const planned = plan.requests[sent.request]!;
    sent.attempts++;
    sent.deadline = now + plan.timeout;
    underWay.add(sent);
    sent.connection = clients[planned.target]!.send(planned, (status, error) => {
      if (error !== undefined) end(sent, outcomeOf(error, {answering: status !== 0}), status);
      else end(sent, isExpected(planned, status) ? 'ok' : 'status', status);
    });
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
      const sent = {index, request, intendedAt, lateness, attempts: 0, arrived: 0, deadline: 0, connection: undefined};
      sendOnce(sent, sentAt);
    },
    expire: now => {
      for (const sent of underWay) {
        if (sent.deadline > now) return;
        sent.connection?.destroy();
        end(sent, 'timeout', 0);
      }
    },
  };
}

function isExpected(planned: PlannedRequest, status: number): boolean {
  return planned.expect?.includes(status) ?? (status >= 200 && status < 400);
}
