import type {Span} from '../measure/measurements.js';
import type {ServingCount, WorkloadTimeline} from '../measure/timeline.js';

/**
 * `recovered` between `notBefore` and `at` (monotonic ms), which differ only where a gap of the watch hid when; `pending` when it is back
 * since `since` but did not hold for long enough yet; `none` when it isn't back; `unknown` where a gap hid even whether it is.
 */
export type PodRecovery =
  | {state: 'recovered'; at: number; notBefore: number}
  | {state: 'pending'; at?: undefined; since: number}
  | {state: 'none'; at?: undefined}
  | {state: 'unknown'; at?: undefined; why: string};

/** A watch that its server ends, as it does every few minutes, is open again within less: no reason to doubt a limit met or missed by so little. */
const LEAST_GAP_MS = 100;

/**
 * When the workload again had its count from before the fault in service, and kept it for `holdFor` ms. The span goes from
 * the recovery clock's origin to the end of the observation; one that never lost a pod recovers at the origin.
 */
export function findPodRecovery(timeline: WorkloadTimeline, span: Span, holdFor: number): PodRecovery {
  const {expected, workload} = timeline;
  if (timeline.serving.length === 0) return {state: 'unknown', why: `the watch saw no pods of ${workload}`};
  if (expected === 0) return {state: 'unknown', why: `no pod of ${workload} was in service before the fault`};
  const atLatest = backSince(timeline, span, {holdFor, lost: earliestOf, back: latestOf});
  const atEarliest = backSince(timeline, span, {holdFor, lost: latestOf, back: earliestOf});
  const held = (since: number | undefined): since is number => since !== undefined && since + holdFor <= span.to;
  if (held(atLatest)) return {state: 'recovered', at: atLatest, notBefore: atEarliest ?? atLatest};
  if (held(atEarliest)) return {state: 'unknown', why: unwatched(workload)};
  return atEarliest === undefined ? {state: 'none'} : {state: 'pending', since: atEarliest};
}

type Moment = (count: ServingCount) => number;

const latestOf: Moment = ({at}) => at;
const earliestOf: Moment = ({at, notBefore}) => (at - notBefore < LEAST_GAP_MS ? at : notBefore);

/** Since when the count is back to stay, or was until it had held; with when it was lost and back where a gap leaves that open. */
function backSince(
  {serving, expected}: WorkloadTimeline,
  span: Span,
  {holdFor, lost, back}: {holdFor: number; lost: Moment; back: Moment},
): number | undefined {
  let since: number | undefined = span.from;
  for (const count of serving) {
    const enough = count.serving >= expected;
    const at = enough ? back(count) : lost(count);
    if (at > span.to) continue;
    if (!enough && since !== undefined && at >= since + holdFor) break;
    if (!enough) since = undefined;
    else since ??= Math.max(at, span.from);
  }
  return since;
}

function unwatched(workload: string): string {
  return `the API server could not be watched while it was decided whether the pods of ${workload} were back to stay`;
}
