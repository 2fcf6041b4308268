import type {Samples} from '../load/samples.js';
import type {Span} from '../measure/measurements.js';
import type {LoadSpec} from '../spec/schema.js';
import {percentileOf} from './latency.js';
import type {Tally} from './tally.js';

/** Why the load itself can't be relied on in some spans, as the end of a sentence: the fault of the generator, not of the service. */
export function loadTrouble(tally: Tally, terms: {rate: number; maxLateness: number}): string | undefined {
  if (tally.absent > terms.rate * MAX_ABSENT_S)
    return `the load ended ${(tally.absent / terms.rate).toFixed(1)} s too early`;
  if (tally.pending > 0) return `${tally.pending} requests had not ended`;
  if (tally.unsent > 0) return `${tally.unsent} requests could not be sent in time by the load generator`;
  const lateness = percentileOf(tally.lateness, 99) ?? 0;
  if (lateness <= terms.maxLateness) return undefined;
  return `requests left ${lateness.toFixed(0)} ms late (p99), more than load.maxLateness of ${terms.maxLateness} ms: the machine of the load generator has too much to do`;
}

/** The trouble in one span of a run; what is measured there is not judged. */
export function troubleIn(
  span: Span,
  run: {samples: Samples; spec: {load: Pick<LoadSpec, 'maxLateness'>}; tally: (spans: readonly Span[]) => Tally},
): string | undefined {
  return loadTrouble(run.tally([span]), {rate: run.samples.rate, maxLateness: run.spec.load.maxLateness});
}

/** The load may end a little before the phase that ends the run. */
const MAX_ABSENT_S = 1;
