import type {Measurements, RepeatMeasurement, Span} from '../../measure/measurements.js';
import type {PodTimeline, WorkloadTimeline} from '../../measure/timeline.js';
import type {ExperimentSpec} from '../../spec/schema.js';
import type {RepeatAnalysis} from '../analyse-repeat.js';
import {isLate, timelineUntil} from '../deadline.js';
import {findPodRecovery} from '../pod-recovery.js';
import {nextPart, type StuckPod, stuckPod} from '../recovery-advice.js';
import {
  type RecoveryPart,
  type RecoverySplit,
  type RecoveryTimes,
  splitAlong,
  splitRecovery,
} from '../recovery-split.js';
import type {Facts} from './rule.js';

/** What a repeat is diagnosed from. */
export interface Case {
  experiment: ExperimentSpec;
  repeat: RepeatAnalysis;
  quiet: Span;
  measurements: Measurements;
  /** Ms for which a recovery has to hold. */
  holdFor: number;
}

/** The facts about each workload of a repeat whose recovery is known, or known not to have come. */
export function factsOf(known: Case): Facts[] {
  const {fault, workloads} = known.repeat.measured;
  const origin = fault.lifecycle === 'one-shot' ? fault.injectedAt : fault.removedAt;
  if (origin === undefined || known.repeat.excluded.length > 0) return [];
  return workloads.flatMap(timeline => workloadFacts(timeline, origin, known) ?? []);
}

function workloadFacts(timeline: WorkloadTimeline, origin: number, known: Case): Facts | undefined {
  const {repeat, measurements, quiet} = known;
  const {circumstances, samples} = measurements;
  const recovery = recoveryOf(timeline, origin, known);
  if (recovery === undefined) return undefined;
  const uids = new Set(timeline.pods.map(({uid}) => uid));
  const pods = circumstances.pods.filter(({uid}) => uids.has(uid));
  const {requestedAt, targets} = repeat.measured.fault;
  const times = {requestedAt, origin, recoveredAt: recovery.at};
  const newsUntil = Math.max(repeat.impact.to, recovery.at);
  const slowest = slowestPod(timeline, times, {isBack: recovery.isBack, pods});
  return {
    workload: timeline.workload,
    timeline,
    requestedAt,
    origin,
    killed: endsContainers(known.experiment) ? targets : [],
    recovery: {seconds: (recovery.at - origin) / 1000, isBack: recovery.isBack},
    impact: repeat.impact,
    quiet,
    slowest,
    pods,
    news: circumstances.news.filter(({podUid, at}) => uids.has(podUid) && at >= requestedAt && at <= newsUntil),
    circumstances,
    samples,
  };
}

/** Kills containers, or has them run another image for a while. */
function endsContainers({containerKill, podFailure, chaosMesh}: ExperimentSpec): boolean {
  const isNamed = containerKill !== undefined || podFailure !== undefined;
  return isNamed || /\b(container-kill|pod-failure)\b/.test(chaosMesh?.text ?? '');
}

/** When its pods were back, or until when they were not; undefined where it is not known. */
function recoveryOf(
  timeline: WorkloadTimeline,
  origin: number,
  {repeat: {measured}, holdFor}: Case,
): {at: number; isBack: boolean} | undefined {
  const {deadline, spans}: Pick<RepeatMeasurement, 'deadline' | 'spans'> = measured;
  const dueAt = origin + deadline;
  const found = findPodRecovery(timeline, {from: origin, to: Math.min(spans.recover.to, dueAt + holdFor)}, holdFor);
  if (found.state === 'recovered') return {at: found.at, isBack: true};
  if (!isLate(found, {dueAt, observedUntil: spans.recover.to})) return undefined;
  return found.state === 'pending' ? {at: found.since, isBack: true} : {at: dueAt, isBack: false};
}

function slowestPod(
  timeline: WorkloadTimeline,
  times: RecoveryTimes,
  {isBack, pods}: {isBack: boolean; pods: Facts['pods']},
): Facts['slowest'] {
  const found = isBack ? backLast(timeline, times) : stuck(timeline, times, pods);
  return found === undefined ? undefined : {...found, facts: pods.find(({uid}) => uid === found.pod.uid)};
}

type Found = {pod: PodTimeline; split: RecoverySplit} | undefined;

function backLast(timeline: WorkloadTimeline, times: RecoveryTimes): Found {
  const split = splitRecovery(timeline, times);
  const pod = timeline.pods.find(({uid}) => uid === split?.podUid);
  return split === undefined || pod === undefined ? undefined : {pod, split};
}

/** What came after the deadline is not looked at. */
function stuck(timeline: WorkloadTimeline, times: RecoveryTimes, pods: Facts['pods']): Found {
  const known = timelineUntil(timeline, times.recoveredAt);
  const found = stuckPod(known);
  if (found === undefined) return undefined;
  const split = splitAlong(known, found.pod, times, waitsFor(found, pods));
  return split === undefined ? undefined : {pod: found.pod, split};
}

function waitsFor({pod, reached}: StuckPod, pods: Facts['pods']): RecoveryPart {
  const has = (what: string): boolean => pod.events.some(event => event.what === what);
  const inits = pods.find(({uid}) => uid === pod.uid)?.initContainers ?? [];
  if (inits.length > 0 && has('scheduled') && !has('initialized')) return 'init done';
  return nextPart({pod, reached});
}
