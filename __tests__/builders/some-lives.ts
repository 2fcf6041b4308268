import type {PodLife} from '../../src/measure/pod-life.js';
import {at} from './some-samples.js';

/** One pod's life. Times are seconds since the load began. */
export interface LifeStory {
  name?: string;
  workload?: string | undefined;
  revision?: string;
  from?: number;
  /** When it began to leave; never, where it says nothing. */
  leaving?: number;
  startUps?: [from: number, to: number | undefined][];
}

/** Lives of the pods that `someUsage` names, in the same order. */
export function someLives(...stories: LifeStory[]): PodLife[] {
  return stories.map((story, index) => {
    const {name = `checkout-${index + 1}`, revision = 'one', from = -30, leaving, startUps = []} = story;
    return {
      uid: `uid-${name}`,
      name,
      workload: 'workload' in story ? story.workload : 'Deployment/checkout',
      revision,
      createdAt: at(from),
      leavingAt: leaving === undefined ? undefined : at(leaving),
      startUps: startUps.map(([start, end]) => ({from: at(start), to: end === undefined ? undefined : at(end)})),
    };
  });
}
