import type {Outcome, Samples} from '../../load/samples.js';
import type {Span} from '../../measure/measurements.js';
import {requestsIn} from '../schedule.js';

/** Requests by how they failed. */
export interface Failures {
  total: number;
  by: Partial<Record<Outcome, number>>;
}

const NO_FAILURES: ReadonlySet<Outcome> = new Set(['pending', 'ok', 'unsent']);

/** The requests meant to be sent within the span that failed. */
export function failuresBetween(samples: Samples, span: Span): Failures {
  const {first, end} = requestsIn(samples, span);
  const failures: Failures = {total: 0, by: {}};
  for (let index = first; index < Math.min(end, samples.count); index++) {
    const outcome = samples.outcomes[samples.outcome[index] ?? 0] ?? 'pending';
    if (NO_FAILURES.has(outcome)) continue;
    failures.total++;
    failures.by[outcome] = (failures.by[outcome] ?? 0) + 1;
  }
  return failures;
}
