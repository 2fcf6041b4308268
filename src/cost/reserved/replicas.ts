import {type Exact, exact, ZERO} from './exact.js';
import type {Gap} from './gap.js';
import {countIn, keyOf, recordIn, textIn, type Written, writtenKindOf} from './written.js';

/** How many pods a workload keeps, or a Job has on average over a month. */
export interface Replicas {
  /** What is counted: the replicas, or the least that an autoscaler keeps. */
  pods: Exact;
  most: Exact;
  /** For people: `3 pods`. */
  amount: string;
  /** Why the number isn't known; it is 0 then. */
  gaps: Gap[];
}

/** As many pods at any time. */
export function alwaysPods(pods: Exact, amount: string): Replicas {
  return {pods, most: pods, amount, gaps: []};
}

export function unknownPods(amount: string, gaps: Gap[]): Replicas {
  return {pods: ZERO, most: ZERO, amount, gaps};
}

/** The replicas of a workload; an HPA that scales it decides, and its least counts: that is what is reserved without load. */
export function replicasOf(workload: Written, autoscaler: Written | undefined): Replicas {
  const gaps: Gap[] = [];
  const count = countIn(recordIn(workload, 'spec'), 'replicas', gaps) ?? 1;
  const spec = recordIn(autoscaler ?? {}, 'spec');
  const least = countIn(spec, 'minReplicas', gaps) ?? 1;
  const most = Math.max(least, countIn(spec, 'maxReplicas', gaps) ?? least);
  if (gaps.length > 0) return unknownPods('pods', gaps);
  if (autoscaler === undefined) return alwaysPods(exact(count), plural(count, 'pod'));
  // The HPA's controller takes 0 replicas as its own switch.
  if (count === 0 && least > 0) return alwaysPods(ZERO, '0 pods, which turns the HPA off');
  const amount = `${least} to ${plural(most, 'pod')} by an HPA, ${least} counted`;
  return {pods: exact(least), most: exact(most), amount, gaps};
}

/** What an HPA points at, as {@link keyOf} has it, in the group that it names: one that a cluster no longer serves has no HPA. */
export function targetOf(autoscaler: Written): string {
  const target = recordIn(autoscaler, 'spec', 'scaleTargetRef');
  const namespace = textIn(recordIn(autoscaler, 'metadata'), 'namespace');
  // Who leaves the group out means the workload of Kubernetes itself.
  const usual = target.kind === 'ReplicationController' ? 'v1' : 'apps/v1';
  const kind = writtenKindOf({...target, apiVersion: textIn(target, 'apiVersion') ?? usual});
  return keyOf({metadata: {name: target.name, namespace}}, kind);
}

/** `1 pod`, `3 pods`. */
export function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
