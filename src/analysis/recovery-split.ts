import type {PodEvent, PodEventKind, PodTimeline, WorkloadTimeline} from '../measure/timeline.js';

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
  /** Seconds; parts that a restart in place doesn't have are missing. */
  parts: {part: RecoveryPart; seconds: number}[];
  longest: RecoveryPart;
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
  if (pod === undefined || times.recoveredAt <= times.origin) return undefined;
  const seconds = new Map<RecoveryPart, number>();
  let reached = times.origin;
  for (const {part, at} of milestones(timeline, pod, times)) {
    const until = Math.min(Math.max(at, reached), times.recoveredAt);
    seconds.set(part, (seconds.get(part) ?? 0) + (until - reached) / 1000);
    reached = until;
  }
  const parts = RECOVERY_PARTS.flatMap(part => {
    const length = seconds.get(part);
    return length === undefined ? [] : [{part, seconds: length}];
  });
  return {pod: pod.name, parts, longest: parts.reduce((a, b) => (b.seconds > a.seconds ? b : a)).part};
}

/** Events that bring a pod nearer to service, and the part that each one ends. */
const PART_OF: Partial<Record<PodEventKind, RecoveryPart>> = {
  created: 'created',
  scheduled: 'scheduled',
  pulling: 'image pulled',
  pulled: 'image pulled',
  initialized: 'init done',
  started: 'started',
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

function milestones(timeline: WorkloadTimeline, pod: PodTimeline, times: RecoveryTimes): Milestone[] {
  const isNew = pod.events.some(event => event.what === 'created' && event.at >= times.requestedAt);
  const lossSeenAt = firstLoss(isNew ? timeline.pods.filter(other => other !== pod) : [pod], times);
  const steps = progressOf(pod).filter(({at}) => at <= times.recoveredAt && at >= (isNew ? times.requestedAt : lossSeenAt));
  return [
    {part: 'noticed', at: Math.min(lossSeenAt, steps[0]?.at ?? lossSeenAt)},
    ...steps,
    // What is left when the last event was seen belongs to the last step.
    {part: timeline.hasService ? 'in service' : 'ready', at: times.recoveredAt},
  ];
}

interface Milestone {
  part: RecoveryPart;
  at: number;
}

/** When the loss of one of the pods was first seen; the request itself where none was. */
function firstLoss(pods: readonly PodTimeline[], {requestedAt, recoveredAt}: RecoveryTimes): number {
  const losses = pods
    .flatMap(pod => pod.events)
    .filter(({what, at}) => LOSSES.has(what) && at >= requestedAt && at <= recoveredAt);
  return losses.length === 0 ? requestedAt : Math.min(...losses.map(event => event.at));
}

/** By time; steps seen in the same update in the order of a start. */
function progressOf(pod: PodTimeline): Milestone[] {
  return pod.events
    .flatMap(({what, at}) => {
      const part = PART_OF[what];
      return part === undefined ? [] : [{part, at}];
    })
    .sort((a, b) => a.at - b.at || RECOVERY_PARTS.indexOf(a.part) - RECOVERY_PARTS.indexOf(b.part));
}
