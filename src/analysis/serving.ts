import type {Span, WorkloadServing} from '../measure/measurements.js';
import type {ServingCount} from '../measure/timeline.js';

/**
 * The fewest pods that were in service at any moment of the span, over all workloads; null where the watch knew of none yet.
 * The fewest, since a pod that is replaced within the second was missed all the same.
 */
export function fewestServing(workloads: readonly WorkloadServing[], span: Span): number | null {
  const known = workloads.map(({serving}) => fewestOf(serving, span)).filter(count => count !== null);
  return known.length === 0 ? null : known.reduce((sum, count) => sum + count, 0);
}

function fewestOf(serving: readonly ServingCount[], {from, to}: Span): number | null {
  const before = serving.findLast(({at}) => at <= from);
  const within = serving.filter(({at}) => at > from && at < to);
  const counts = [...(before === undefined ? [] : [before]), ...within].map(count => count.serving);
  return counts.length === 0 ? null : Math.min(...counts);
}
