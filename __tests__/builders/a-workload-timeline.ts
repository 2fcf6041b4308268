import type {PodEvent, PodEventKind, PodTimeline, WorkloadTimeline} from '../../src/measure/timeline.js';
import {at} from './some-samples.js';

/** Ms by which the watch may trail what happened. */
const WATCH_LAG = 20;

/** Events of a pod by the second (since the load began) at which the watch saw them, with their detail or closed gates. */
export type PodStory = [second: number, what: PodEventKind, more?: string | {gates: string[]}][];

export interface WorkloadStory {
  workload?: string;
  hasService?: boolean;
  /** Pods in service before the fault; 1. */
  expected?: number;
  /** How many serve from which second on; with a third number, a gap of the watch that began at that second hid when exactly. */
  serving?: [second: number, serving: number, notBefore?: number | undefined][];
  pods?: Record<string, PodStory>;
}

/** A workload's timeline, in seconds since the load began. */
export function aWorkloadTimeline(story: WorkloadStory = {}): WorkloadTimeline {
  const {workload = 'Deployment/checkout', hasService = true, expected = 1, serving = [], pods = {}} = story;
  return {
    workload,
    hasService,
    expected,
    serving: [[0, expected] as [number, number], ...serving].map(([second, count, notBefore]) => ({
      at: at(second),
      notBefore: notBefore === undefined ? at(second) - WATCH_LAG : at(notBefore),
      serving: count,
    })),
    pods: Object.entries(pods).map(([name, events]) => aPodTimeline(name, events)),
  };
}

function aPodTimeline(name: string, story: PodStory): PodTimeline {
  const events = story.map(
    ([second, what, more]): PodEvent => ({
      what,
      at: at(second),
      notBefore: at(second) - WATCH_LAG,
      ...(typeof more === 'string' ? {detail: more} : more),
    }),
  );
  const restarts = events.filter(event => event.what === 'container-exited').length;
  return {uid: `uid-${name}`, name, node: 'node-1', events, restarts};
}
