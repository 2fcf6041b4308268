import {adviceFor} from '../../src/analysis/recovery-advice.js';
import type {RecoveryPart} from '../../src/analysis/recovery-split.js';
import type {ExperimentResult, RepeatResult} from '../../src/report/schema/experiment.js';

/** An experiment that kills a pod. */
export function anExperiment(change: Partial<ExperimentResult> = {}): ExperimentResult {
  return {
    name: 'pod-kill',
    fault: 'podKill Deployment/checkout',
    engine: 'native',
    verdict: 'pass',
    reasons: [],
    repeats: [aRepeat()],
    ...change,
  };
}

/** A repeat that recovered after `pod` seconds, its traffic after `service`; 6.2 s of it went into pulling the image. */
export function aRepeat({
  repeat = 1,
  service = 3.1,
  pod = 11.6,
}: {
  repeat?: number;
  service?: number;
  pod?: number;
} = {}): RepeatResult {
  const start = 60 * repeat;
  const ready = Number((pod - 6.9).toFixed(3));
  return {
    repeat,
    injection: {
      requestedAt: start,
      acknowledgedAt: start + 0.052,
      injectedAt: start + 0.018,
      applied: `deleted 1 of 2 pods of Deployment/checkout (seed 42): checkout-${repeat}a`,
    },
    proof: {grade: 'effect', what: `the pod checkout-${repeat}a was deleted`},
    targets: [`checkout-${repeat}a`],
    recovery: {service: span(service), pod: span(pod), total: span(Math.max(service, pod))},
    recoveredAt: {
      service: start + 0.018 + service,
      pod: start + 0.018 + pod,
      total: start + 0.018 + Math.max(service, pod),
    },
    split: [
      {part: 'noticed', seconds: 0.02, uncertaintySeconds: 0},
      {part: 'created', seconds: 0.012, uncertaintySeconds: 0},
      {part: 'scheduled', seconds: 0.009, uncertaintySeconds: 0},
      {part: 'image pulled', seconds: 6.2, uncertaintySeconds: 0.5},
      {part: 'started', seconds: 0.61, uncertaintySeconds: 0.5},
      {part: 'ready', seconds: ready, uncertaintySeconds: 0},
      {part: 'in service', seconds: 0.049, uncertaintySeconds: 0},
    ],
    dominant: dominantOf(`checkout-${repeat}b`, ready > 6.2 ? ['ready', ready] : ['image pulled', 6.2]),
    timeline: [
      {at: start + 0.018, what: 'terminating', pod: `checkout-${repeat}a`},
      {at: start + 0.05, what: 'created', pod: `checkout-${repeat}b`},
      {
        at: start + 6.3,
        what: 'pulled',
        pod: `checkout-${repeat}b`,
        detail: 'Successfully pulled image "checkout:ci" in 6.2s',
      },
      {at: start + pod, what: 'in-service', pod: `checkout-${repeat}b`},
    ],
    inconclusive: [],
  };
}

function dominantOf(pod: string, [part, seconds]: [RecoveryPart, number]): RepeatResult['dominant'] {
  const parts = [{part, seconds, uncertainty: 0}];
  return {part, advice: adviceFor({pod, podUid: `uid-${pod}`, parts, longest: part})};
}

/** A recovery that took so many seconds; `bound: '>'` is one that did not come. */
export function span(value: number | null, bound: '=' | '>' = '='): RepeatResult['recovery']['total'] {
  return {value, bound, unit: 's'};
}
