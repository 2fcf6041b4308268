import type {Shortage} from '../../../measure/circumstances/circumstances.js';
import type {Rule} from '../rule.js';
import {secondsIn, share, weigh} from '../weigh.js';

/** No node took the replacement. */
export const unschedulable: Rule = {
  name: 'unschedulable',
  diagnose: facts => {
    const refusal = facts.news.findLast(
      ({reason, podUid}) => reason === 'FailedScheduling' && podUid === facts.slowest?.pod.uid,
    );
    const seconds = secondsIn('scheduled', facts);
    const severity = weigh(seconds, facts);
    if (refusal === undefined || severity === undefined) return undefined;
    const shortages = facts.circumstances.shortages.filter(({podUid}) => podUid === refusal.podUid);
    const missing = shortages.map(missingText).join('');
    return {
      severity,
      seconds,
      what: `no node took ${refusal.pod} for ${share(seconds, facts)}: ${firstSentence(refusal.message)}${missing}`,
      fix: FIXES.find(([message]) => message.test(refusal.message))?.[1] ?? 'make room for one more pod of it',
    };
  },
};

const FIXES: readonly (readonly [RegExp, string])[] = [
  [
    /Insufficient/,
    'lower resources.requests of its containers, or keep room for one more pod: another node, or a placeholder Deployment of a low priorityClassName',
  ],
  [
    /anti-affinity/,
    'use preferredDuringSchedulingIgnoredDuringExecution in affinity.podAntiAffinity, or add a node: the required rule leaves none for one more pod',
  ],
  [
    /volume|PersistentVolume/,
    'give it a volume that more than one node can mount (accessModes, the zones of a StorageClass)',
  ],
  [/node affinity|node selector/, 'loosen nodeSelector and affinity.nodeAffinity, or label more nodes to match them'],
  [/topology spread/, 'set whenUnsatisfiable: ScheduleAnyway in topologySpreadConstraints, or add a node'],
  [/taint/, 'add the toleration to spec.tolerations, or remove the taint from a node'],
  [/free ports/, 'remove hostPort: a node has each port only once'],
];

/** What follows the first sentence is about preemption, and says the same again. */
function firstSentence(message: string): string {
  return message.replace(/\. .*$|\.$/s, '');
}

function missingText({resource, asked, free}: Shortage): string {
  const show = (value: number): string => amount(value, resource);
  const missing = asked - free;
  const lack = missing > 0 ? `: ${show(missing)} is missing` : '';
  return `; it asks for ${resource} ${show(asked)}, and the node with the most room had ${show(free)}${lack}`;
}

/** Bytes as Mi, anything else with at most three decimals. */
function amount(value: number, resource: string): string {
  if (resource === 'memory' || resource === 'ephemeral-storage') return `${Math.ceil(value / 2 ** 20)}Mi`;
  return String(Number(value.toFixed(3)));
}
