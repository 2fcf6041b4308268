import {build, type Histogram} from 'hdr-histogram-js';
import type {Outcome, Samples} from '../load/samples.js';
import type {Span} from '../measure/measurements.js';
import {outcomeCodes, requestsIn} from './schedule.js';

/** What became of the requests of some spans. */
export interface Tally {
  /** Requests that were sent and have ended: what rates and percentiles are made of. */
  requests: number;
  ok: number;
  /** Any outcome but `ok`. */
  failed: number;
  /** Answers with a status of 500 or more. */
  serverErrors: number;
  /** Left out of `requests`: never sent in time, still under way, or their time came after the load had ended. */
  unsent: number;
  pending: number;
  absent: number;
  /** How often requests were sent: more than `requests` where `load.retry` had some sent again. */
  attempts: number;
  outcomes: Partial<Record<Outcome, number>>;
  /** Latencies of the successful requests, in µs from the intended send time. */
  latency: Histogram;
  /** Lateness of the requests that were sent, in µs. */
  lateness: Histogram;
  /** The length of the spans, in s. */
  seconds: number;
}

/** Counts the requests of some spans, or of one label of the mix in them. */
export function tallyRequests(samples: Samples, spans: readonly Span[], only: {request?: number} = {}): Tally {
  const tally = emptyTally();
  const byOutcome = new Uint32Array(samples.outcomes.length);
  for (const span of spans) {
    const {first, end} = requestsIn(samples, span);
    const last = Math.max(first, Math.min(end, samples.count));
    tally.seconds += Math.max(0, span.to - span.from) / 1000;
    tally.absent += end - last;
    for (let index = first; index < last; index++) {
      if (only.request !== undefined && samples.request[index] !== only.request) continue;
      byOutcome[samples.outcome[index]!]!++;
      record(tally, samples, index);
    }
  }
  return withTotals(tally, byOutcome, samples);
}

/** Tallies spans of one run, each set of them once: most metrics are made of the same. */
export function tallyOnce(samples: Samples): (spans: readonly Span[]) => Tally {
  const known = new Map<string, Tally>();
  return spans => {
    const key = spans.map(({from, to}) => `${from}-${to}`).join();
    const tally = known.get(key) ?? tallyRequests(samples, spans);
    known.set(key, tally);
    return tally;
  };
}

function emptyTally(): Tally {
  return {
    requests: 0,
    ok: 0,
    failed: 0,
    serverErrors: 0,
    unsent: 0,
    pending: 0,
    absent: 0,
    attempts: 0,
    outcomes: {},
    latency: microsecondHistogram(),
    lateness: microsecondHistogram(),
    seconds: 0,
  };
}

function record(tally: Tally, {outcome, outcomes, lateness, latency, status, attempts}: Samples, index: number): void {
  const ended = outcomes[outcome[index]!];
  if (ended === 'pending' || ended === 'unsent') return;
  tally.lateness.recordValue(microseconds(lateness[index]!));
  if (ended === 'ok') tally.latency.recordValue(microseconds(latency[index]!));
  tally.attempts += attempts[index]!;
  if (status[index]! >= 500) tally.serverErrors++;
}

function withTotals(tally: Tally, byOutcome: Uint32Array, samples: Samples): Tally {
  const {pending, ok, unsent} = outcomeCodes(samples);
  let all = 0;
  for (const [code, outcome] of samples.outcomes.entries()) {
    const times = byOutcome[code]!;
    all += times;
    if (times > 0) tally.outcomes[outcome] = times;
  }
  tally.ok = byOutcome[ok]!;
  tally.unsent = byOutcome[unsent]!;
  tally.pending = byOutcome[pending]!;
  tally.requests = all - tally.unsent - tally.pending;
  tally.failed = tally.requests - tally.ok;
  return tally;
}

const LONGEST_US = 3_600_000_000;

/** HDR histogram (Tene) of 1 µs to 1 h with 3 significant digits. */
function microsecondHistogram(): Histogram {
  return build({
    lowestDiscernibleValue: 1,
    highestTrackableValue: LONGEST_US,
    numberOfSignificantValueDigits: 3,
    bitBucketSize: 32,
  });
}

function microseconds(ms: number): number {
  return Math.min(LONGEST_US, Math.max(0, Math.round(ms * 1000)));
}
