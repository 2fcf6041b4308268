import type {FaultWindow, ProofGrade} from '../../src/chaos/engine.js';
import type {RepeatMeasurement} from '../../src/measure/measurements.js';
import type {WorkloadTimeline} from '../../src/measure/timeline.js';
import {aWorkloadTimeline} from './a-workload-timeline.js';
import {at} from './some-samples.js';

/** Seconds since the load began, where not said otherwise. */
export interface RepeatStory {
  repeat?: number;
  /** The earliest effect; the request left 0.1 s before it. */
  injectedAt?: number;
  /** Makes the fault a lasting one. */
  removedAt?: number;
  /** How long a one-shot fault is watched at least; 10 s. */
  watchedFor?: number;
  /** How long recovery is waited for; 20 s. */
  deadline?: number;
  /** The end of the observation; long enough to know that nothing came by the deadline. */
  observedUntil?: number;
  workloads?: WorkloadTimeline[];
  proof?: ProofGrade;
  inconclusive?: string[];
}

/** A fault that was injected at second 30, with pods that were never lost. */
export function aRepeat(story: RepeatStory = {}): RepeatMeasurement {
  const {repeat = 1, injectedAt = 30, removedAt, watchedFor = 10, deadline = 20, inconclusive = []} = story;
  const origin = removedAt ?? injectedAt;
  const faultEnd = removedAt ?? injectedAt + watchedFor;
  const {observedUntil = Math.max(faultEnd, origin + deadline + 5), workloads = [aWorkloadTimeline()]} = story;
  return {
    repeat,
    fault: aFaultWindow(story),
    spans: {
      fault: {from: at(injectedAt - 0.1), to: at(faultEnd)},
      recover: {from: at(faultEnd), to: at(observedUntil)},
    },
    deadline: deadline * 1000,
    workloads,
    inconclusive,
  };
}

function aFaultWindow({injectedAt = 30, removedAt, proof = 'effect'}: RepeatStory): FaultWindow {
  return {
    lifecycle: removedAt === undefined ? 'one-shot' : 'lasting',
    requestedAt: at(injectedAt - 0.1),
    acknowledgedAt: at(injectedAt + 0.1),
    injectedAt: at(injectedAt),
    removedAt: removedAt === undefined ? undefined : at(removedAt),
    targets: ['checkout-old'],
    applied: 'deleted 1 of 1 pods of Deployment/checkout (seed 7): checkout-old',
    proof:
      proof === 'none'
        ? {grade: 'none', what: 'no effect was seen', at: undefined}
        : {grade: proof, what: 'pod checkout-old was gone', at: at(injectedAt)},
  };
}
