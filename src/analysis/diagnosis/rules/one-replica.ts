import type {Facts, Rule} from '../rule.js';
import {inSeconds} from '../weigh.js';

/** There was nobody else to serve while the only pod was away. */
export const oneReplica: Rule = {
  name: 'one-replica',
  diagnose: facts => {
    const {workload, timeline} = facts;
    if (timeline.expected !== 1 || workload.startsWith('DaemonSet/')) return undefined;
    const seconds = secondsWithout(facts);
    if (seconds === 0) return undefined;
    const hasBudget = facts.circumstances.budgeted?.includes(workload) ?? true;
    return {
      severity: 'medium',
      seconds,
      what: `${workload} runs one replica: while it was away, nobody served for ${inSeconds(seconds)}`,
      fix: `set spec.replicas: 2 or more${hasBudget ? '' : ', and add a PodDisruptionBudget with minAvailable: 1, so that a drain leaves one of them'}`,
    };
  },
};

/** How long no pod was in service during the impact. */
function secondsWithout({timeline, impact}: Facts): number {
  return timeline.serving.reduce((sum, {at, serving}, index) => {
    const until = Math.min(timeline.serving[index + 1]?.at ?? impact.to, impact.to);
    return serving > 0 ? sum : sum + Math.max(0, until - Math.max(at, impact.from)) / 1000;
  }, 0);
}
