import type {Span} from '../measure/measurements.js';
import type {WorkloadTimeline} from '../measure/timeline.js';
import type {Reading} from './finding.js';
import {requestsFor, tooFew} from './latency.js';
import type {Tally} from './tally.js';

/** A rate of errors needs at least this many requests. */
const ENOUGH = 100;

interface RateTerms {
  /** Requests per second. */
  rate: number;
  /** The limit of the objective, in %. */
  limit?: number;
}

/** Requests with any outcome but `ok`, in % of those sent. With too few requests only a breach of `limit` is shown. */
export function errorRate(tally: Tally, terms: RateTerms): Reading {
  return portion(tally, tally.failed, {what: 'an error rate', needed: ENOUGH, allowed: terms.limit, rate: terms.rate});
}

/** Answers with a status of 500 or more, in % of the requests sent. */
export function serverErrorRate(tally: Tally, terms: RateTerms): Reading {
  const limits = {needed: ENOUGH, allowed: terms.limit, rate: terms.rate};
  return portion(tally, tally.serverErrors, {what: 'an error rate', ...limits});
}

/** 100 − errors, in %. To show a limit of q takes 10 ÷ (1 − q) requests, and no number of them shows 100 %. */
export function availability(tally: Tally, {rate, limit}: RateTerms): Reading {
  if (limit !== undefined && limit >= 100 && tally.requests > 0 && tally.failed === 0) {
    return {value: null, bound: '=', note: 'no number of requests can show 100%; ask for errors <= 0% instead'};
  }
  const needed = limit === undefined || limit >= 100 ? ENOUGH : Math.max(ENOUGH, requestsFor(limit));
  const allowed = limit === undefined ? undefined : 100 - limit;
  const what = limit === undefined ? 'an availability' : `an availability of ${limit}%`;
  const errors = portion(tally, tally.failed, {what, needed, allowed, rate});
  return errors.value === null ? errors : {value: 100 - errors.value, bound: '='};
}

/** Successful answers per second, by the intended send time. */
export function throughput(tally: Tally): Reading {
  if (tally.requests === 0 || tally.seconds === 0) return {value: null, bound: '=', note: NO_REQUESTS};
  return {value: tally.ok / tally.seconds, bound: '='};
}

/** Containers that ended and were restarted in place within the span; those of deleted pods don't count. */
export function restarts(workloads: readonly WorkloadTimeline[], span: Span): Reading {
  if (workloads.length === 0) return {value: null, bound: '=', note: 'no pods were watched'};
  const exits = workloads
    .flatMap(workload => workload.pods)
    .flatMap(({events}) => {
      const endsAt = Math.min(
        ...events.filter(({what}) => what === 'terminating' || what === 'gone').map(({at}) => at),
      );
      return events.filter(
        ({what, at}) => what === 'container-exited' && at < endsAt && at >= span.from && at <= span.to,
      );
    });
  return {value: exits.length, bound: '='};
}

const NO_REQUESTS = 'there were no requests';

interface PortionTerms {
  what: string;
  needed: number;
  /** How much of it the objective allows, in %. */
  allowed: number | undefined;
  rate: number;
}

function portion({requests}: Tally, bad: number, {what, needed, allowed, rate}: PortionTerms): Reading {
  if (requests === 0) return {value: null, bound: '=', note: NO_REQUESTS};
  // With too few, a breach is certain if it remained one were all requests up to the needed number good.
  const isBreach = allowed !== undefined && (100 * bad) / needed > allowed;
  if (requests >= needed || isBreach) return {value: (100 * bad) / requests, bound: '='};
  return {value: null, bound: '=', note: tooFew(what, {requests, needed, rate})};
}
