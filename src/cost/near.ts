import type {Span} from '../measure/measurements.js';
import type {UsageRecord, UsageSample} from '../measure/usage/usage.js';

/** The record with no more samples than it takes to know the usage in a span: those in it, and the ones next to it. */
export function recordNear(record: UsageRecord, span: Span): UsageRecord {
  return {
    ...record,
    containers: record.containers.map(container => ({...container, samples: samplesNear(container.samples, span)})),
  };
}

function samplesNear(samples: UsageSample[], {from, to}: Span): UsageSample[] {
  const first = Math.max(0, firstAt(samples, from) - 1);
  return samples.slice(first, firstAt(samples, to) + 2);
}

/** The place of the first sample at `time` or later, by halving. */
function firstAt(samples: readonly UsageSample[], time: number): number {
  let low = 0;
  let high = samples.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (samples[middle]!.at < time) low = middle + 1;
    else high = middle;
  }
  return low;
}
