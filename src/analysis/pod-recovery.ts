import type {Span} from '../measure/measurements.js';
import type {WorkloadTimeline} from '../measure/timeline.js';

/**
 * `recovered` between `notBefore` and `at` (monotonic ms, as the watch saw it); `pending` when it is back since `since` but
 * did not hold for long enough yet; `none` when it isn't back.
 */
export type PodRecovery =
  | {state: 'recovered'; at: number; notBefore: number}
  | {state: 'pending'; at?: undefined; since: number}
  | {state: 'none'; at?: undefined}
  | {state: 'unknown'; at?: undefined; why: string};

/**
 * When the workload again had its count from before the fault in service, and kept it for `holdFor` ms. The span goes from
 * the recovery clock's origin to the end of the observation; one that never lost a pod recovers at the origin.
 */
export function findPodRecovery(timeline: WorkloadTimeline, span: Span, holdFor: number): PodRecovery {
  const {expected} = timeline;
  if (timeline.serving.length === 0) return {state: 'unknown', why: `the watch saw no pods of ${timeline.workload}`};
  if (expected === 0) return {state: 'unknown', why: `no pod of ${timeline.workload} was in service before the fault`};
  let since: {at: number; notBefore: number} | undefined = {at: span.from, notBefore: span.from};
  for (const count of timeline.serving) {
    if (count.at > span.to) break;
    const enough = count.serving >= expected;
    if (!enough && since !== undefined && count.at >= since.at + holdFor) break;
    if (!enough) since = undefined;
    else since ??= {at: Math.max(count.at, span.from), notBefore: Math.max(count.notBefore, span.from)};
  }
  if (since === undefined) return {state: 'none'};
  return since.at + holdFor <= span.to ? {state: 'recovered', ...since} : {state: 'pending', since: since.at};
}
