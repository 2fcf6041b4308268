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
    const backAt = lastReturn(facts);
    if (!facts.timeline.hasService || pod === undefined || hasReadinessProbe(pod) || backAt === undefined)
      return undefined;
    const failed = failuresBetween(facts.samples, {from: backAt, to: backAt + SETTLING_MS}).total;
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

/** When a pod got traffic anew, the last time. */
function lastReturn({timeline, impact}: Facts): number | undefined {
  const returns = timeline.pods.flatMap(({events}) =>
    events.filter(({what}) => what === 'in-service').map(({at}) => at),
  );
  return returns.filter(at => at >= impact.from && at <= impact.to).sort((a, b) => b - a)[0];
}
