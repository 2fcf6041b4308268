import type {Outcome, Samples} from '../../load/samples.js';
import type {Span} from '../../measure/measurements.js';

/** How many attempts beyond each request's first one the clients made in a span. */
export type ExtraAttempts = (span: Span) => number;

/** The load's clients never send a request again. A client that does hands in its own count here. */
export function extraAttemptsOf(_samples: Samples): ExtraAttempts {
  return () => 0;
}

/** First attempts that may have reached a container. */
export interface FirstAttempts {
  arrived: number;
  /** Of these, those that failed. */
  failed: number;
}

/** Without a connection, no request was sent. */
const NEVER_ARRIVED: ReadonlySet<Outcome> = new Set<Outcome>(['pending', 'refused', 'dns', 'tls', 'connect', 'unsent']);

/** Counts the first attempts that were meant to leave in a span. */
export function firstAttemptsIn({startAt, rate, count, outcome, outcomes}: Samples, span: Span): FirstAttempts {
  const indexAt = (time: number): number => Math.ceil(((time - startAt) * rate) / 1000 - TOLERANCE);
  const end = Math.min(count, indexAt(span.to));
  const attempts = {arrived: 0, failed: 0};
  for (let index = Math.max(0, indexAt(span.from)); index < end; index++) {
    const ended = outcomes[outcome[index]!]!;
    if (NEVER_ARRIVED.has(ended)) continue;
    attempts.arrived++;
    if (ended !== 'ok') attempts.failed++;
  }
  return attempts;
}

/** A millionth of a request: what floating point makes of a time that is exactly one. */
const TOLERANCE = 1e-6;
