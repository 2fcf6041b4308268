import type {PodEventKind, PodTimeline, WorkloadTimeline} from '../measure/timeline.js';
import {gateHolds} from './readiness-gates.js';

/** The parts of a pod's recovery, in the order of a healthy start. */
export const RECOVERY_PARTS = [
  'noticed',
  'created',
  'scheduled',
  'image pulled',
  'init done',
  'started',
  'ready',
  'in service',
] as const;
export type RecoveryPart = (typeof RECOVERY_PARTS)[number];

/** How long the last pod took to come back, part by part; the parts sum up to the whole. */
export interface RecoverySplit {
  pod: string;
  /** A StatefulSet's new pod has the old one's name. */
  podUid: string;
  /** Parts that a restart in place doesn't have are missing. */
  parts: SplitPart[];
  longest: RecoveryPart;
}

export interface SplitPart {
  part: RecoveryPart;
  seconds: number;
  /** How far the true length may be from that, either way, since the watch sees things late. */
  uncertainty: number;
}

/** What a recovery is split between, in monotonic ms. */
export interface RecoveryTimes {
  requestedAt: number;
  origin: number;
  recoveredAt: number;
}

/** Splits the recovery along the pod that came back last; undefined where no pod had to come back. */
export function splitRecovery(timeline: WorkloadTimeline, times: RecoveryTimes): RecoverySplit | undefined {
  const pod = lastBack(timeline, times);
  // What is left when the last event was seen belongs to the last step.
  return pod === undefined ? undefined : splitAlong(timeline, pod, times, timeline.hasService ? 'in service' : 'ready');
}

/** Splits the time until `recoveredAt` along one pod; `rest` is what it waited for after its last event. */
export function splitAlong(
  timeline: WorkloadTimeline,
  pod: PodTimeline,
  times: RecoveryTimes,
  rest: RecoveryPart,
): RecoverySplit | undefined {
  if (times.recoveredAt <= times.origin) return undefined;
  const parts = new Map<RecoveryPart, SplitPart>();
  let reached = times.origin;
  let before = 0;
  for (const {part, at, notBefore} of milestones(timeline, pod, times, rest)) {
    const until = Math.min(Math.max(at, reached), times.recoveredAt);
    const late = until > reached ? (at - notBefore) / 1000 : 0;
    const known = parts.get(part) ?? {part, seconds: 0, uncertainty: 0};
    const seconds = known.seconds + (until - reached) / 1000;
    parts.set(part, {
      part,
      seconds,
      uncertainty: Math.max(known.uncertainty, until > reached ? Math.max(before, late) : 0),
    });
    if (until > reached) before = late;
    reached = until;
  }
  const inOrder = RECOVERY_PARTS.flatMap(part => parts.get(part) ?? []);
  const longest = inOrder.reduce((a, b) => (b.seconds > a.seconds ? b : a)).part;
  return {pod: pod.name, podUid: pod.uid, parts: inOrder, longest};
}

/** Events that bring a pod nearer to service, and the part that each one ends. */
const PART_OF: Partial<Record<PodEventKind, RecoveryPart>> = {
  created: 'created',
  scheduled: 'scheduled',
  pulling: 'image pulled',
  pulled: 'image pulled',
  initialized: 'init done',
  started: 'started',
  'containers-ready': 'ready',
  ready: 'ready',
  'in-service': 'in service',
};

const LOSSES: ReadonlySet<PodEventKind> = new Set([
  'container-exited',
  'unready',
  'out-of-service',
  'terminating',
  'gone',
]);

function lastBack(timeline: WorkloadTimeline, {requestedAt, recoveredAt}: RecoveryTimes): PodTimeline | undefined {
  const back = timeline.hasService ? 'in-service' : 'ready';
  const returns = timeline.pods.flatMap(pod => {
    const times = pod.events.filter(({what, at}) => what === back && at >= requestedAt && at <= recoveredAt);
    return times.length === 0 ? [] : [{pod, at: Math.max(...times.map(event => event.at))}];
  });
  return returns.sort((a, b) => b.at - a.at)[0]?.pod;
}

interface Milestone {
  part: RecoveryPart;
  at: number;
  notBefore: number;
}

function milestones(
  timeline: WorkloadTimeline,
  pod: PodTimeline,
  times: RecoveryTimes,
  rest: RecoveryPart,
): Milestone[] {
  const {requestedAt, recoveredAt} = times;
  const isNew = pod.events.some(event => event.what === 'created' && event.at >= requestedAt);
  const loss = firstLoss(isNew ? timeline.pods.filter(other => other !== pod) : [pod], times);
  const steps = progressOf(pod).filter(({at}) => at <= recoveredAt && at >= (isNew ? requestedAt : loss.at));
  const noticed = steps.reduce((first, {at, notBefore}) => (at < first.at ? {at, notBefore} : first), loss);
  return [{part: 'noticed', ...noticed}, ...steps, {part: rest, at: recoveredAt, notBefore: recoveredAt}];
}

/** When the loss of one of the pods was first seen; the request itself where none was. */
function firstLoss(pods: readonly PodTimeline[], {requestedAt, recoveredAt}: RecoveryTimes) {
  const losses = pods
    .flatMap(pod => pod.events)
    .filter(({what, at}) => LOSSES.has(what) && at >= requestedAt && at <= recoveredAt)
    .sort((a, b) => a.at - b.at);
  const {at, notBefore} = losses[0] ?? {at: requestedAt, notBefore: requestedAt};
  return {at, notBefore};
}

/** By time; steps seen in the same update in the order of a start. */
function progressOf(pod: PodTimeline): Milestone[] {
  const opened = new Set(gateHolds(pod.events).map(({end}) => end));
  return pod.events
    .flatMap(event => {
      const {what, at, notBefore} = event;
      // What readiness gates wait for is not of the pod's own making.
      const part = what === 'ready' && opened.has(event) ? 'in service' : PART_OF[what];
      return part === undefined ? [] : [{part, at, notBefore}];
    })
    .sort((a, b) => a.at - b.at || RECOVERY_PARTS.indexOf(a.part) - RECOVERY_PARTS.indexOf(b.part));
}
