import type {Facts} from '../../src/analysis/diagnosis/rule.js';
import {nextPart, stuckPod} from '../../src/analysis/recovery-advice.js';
import {splitAlong, splitRecovery} from '../../src/analysis/recovery-split.js';
import type {Circumstances, ContainerFacts, PodFacts, PodNews} from '../../src/measure/circumstances/circumstances.js';
import {NO_CIRCUMSTANCES} from '../../src/measure/circumstances/recorder.js';
import {aWorkloadTimeline, type WorkloadStory} from './a-workload-timeline.js';
import {type Answer, at, healthy, someSamples} from './some-samples.js';

/** Times are seconds since the load began; the fault comes at second 30. */
export interface FactsStory extends WorkloadStory {
  /** When the pods were back; undefined for never within 20 s. */
  recoveredAt?: number | undefined;
  impactTo?: number;
  /** The pods whose containers the fault ends. */
  killed?: string[];
  /** By the pod's name; every pod has a container `app` with a readiness probe each second, where nothing is said. */
  specs?: Record<string, Partial<PodFacts>>;
  news?: [second: number, pod: string, reason: string, message: string][];
  circumstances?: Partial<Circumstances>;
  /** When the next fault that burns CPU begins. */
  quietUntil?: number;
  answer?: (second: number, index: number) => Answer | undefined;
}

/** What a rule is asked about: one workload in one repeat. */
export function someFacts(story: FactsStory): Facts {
  const {recoveredAt, specs = {}, circumstances = {}, quietUntil = 70, answer} = story;
  const end = recoveredAt ?? 50;
  const timeline = aWorkloadTimeline(story);
  const pods = timeline.pods.map(({name}) => aPodFacts(name, specs[name]));
  const news = (story.news ?? []).map(someNews);
  return {
    workload: timeline.workload,
    timeline,
    requestedAt: at(30),
    origin: at(30),
    killed: story.killed ?? [],
    recovery: {seconds: end - 30, isBack: recoveredAt !== undefined},
    impact: {from: at(30), to: at(story.impactTo ?? Math.max(40, end))},
    quiet: {from: at(5), to: at(quietUntil)},
    slowest: slowestOf(timeline, {end, isBack: recoveredAt !== undefined, pods}),
    pods,
    news,
    circumstances: {...NO_CIRCUMSTANCES, pods, news, ...circumstances},
    samples: someSamples({seconds: 80, answer: (second, index) => answer?.(second, index) ?? healthy(index)}),
  };
}

/** A pod of one container `app`. */
export function aPodFacts(name: string, change: Partial<PodFacts> = {}): PodFacts {
  return {uid: `uid-${name}`, name, initContainers: [], containers: [aContainer()], ...change};
}

/** The container `app`, probed each second. */
export function aContainer(change: Partial<ContainerFacts> = {}): ContainerFacts {
  return {name: 'app', image: 'shop:1', pullPolicy: 'IfNotPresent', readiness: {initialDelay: 0, period: 1}, ...change};
}

function someNews([second, pod, reason, message]: NonNullable<FactsStory['news']>[number]): PodNews {
  return {podUid: `uid-${pod}`, pod, reason, message, at: at(second), notBefore: at(second)};
}

function slowestOf(
  timeline: Facts['timeline'],
  {end, isBack, pods}: {end: number; isBack: boolean; pods: PodFacts[]},
): Facts['slowest'] {
  const times = {requestedAt: at(30), origin: at(30), recoveredAt: at(end)};
  const stuck = isBack ? undefined : stuckPod(timeline);
  const split = isBack
    ? splitRecovery(timeline, times)
    : stuck && splitAlong(timeline, stuck.pod, times, nextPart(stuck));
  const pod = timeline.pods.find(({uid}) => uid === split?.podUid);
  if (split === undefined || pod === undefined) return undefined;
  return {pod, split, facts: pods.find(({uid}) => uid === pod.uid)};
}
