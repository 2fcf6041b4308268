import type {PodFacts} from '../../../measure/circumstances/circumstances.js';
import {failuresBetween} from '../failures.js';
import type {Facts, Rule} from '../rule.js';

/** How long after it got traffic a failure may be put down to a pod that was not ready for it. */
const SETTLING_MS = 10_000;

/** Pods get traffic as soon as their containers run. */
export const noReadinessProbe: Rule = {
  name: 'no-readiness-probe',
  diagnose: facts => {
    const pod = facts.slowest?.facts ?? facts.pods[0];
    if (!facts.timeline.hasService || pod === undefined || hasReadinessProbe(pod)) return undefined;
    const failed = failuresAfterReturn(facts);
    return {
      severity: failed > 0 ? 'high' : 'low',
      what:
        failed > 0
          ? `no container of ${facts.workload} has a readinessProbe: ${failed} requests failed after the new pod got traffic`
          : `no container of ${facts.workload} has a readinessProbe: a new pod gets traffic before it can answer`,
      fix: `give container ${pod.containers[0]?.name ?? ''} a readinessProbe (httpGet on a path that answers when the service can work, periodSeconds: 1)`,
    };
  },
};

function hasReadinessProbe({containers}: PodFacts): boolean {
  return containers.some(({readiness}) => readiness !== undefined);
}

function failuresAfterReturn({slowest, samples, impact}: Facts): number {
  const back = slowest?.pod.events.findLast(({what, at}) => what === 'in-service' && at >= impact.from);
  if (back === undefined) return 0;
  return failuresBetween(samples, {from: back.at, to: back.at + SETTLING_MS}).total;
}
