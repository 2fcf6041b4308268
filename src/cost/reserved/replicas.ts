import {type Exact, exact} from './exact.js';
import {countIn, recordIn, textIn, type Written} from './written.js';

/** How many pods a workload keeps. */
export interface Replicas {
  /** What is counted: the replicas, or the least that an autoscaler keeps. */
  pods: Exact;
  most: Exact;
  amount: string;
}

/** The replicas of a workload; an HPA that scales it decides, and its least counts: that is what is reserved without load. */
export function replicasOf(workload: Written, autoscaler: Written | undefined): Replicas {
  if (autoscaler === undefined) {
    const count = countIn(recordIn(workload, 'spec'), 'replicas') ?? 1;
    return {pods: exact(count), most: exact(count), amount: plural(count, 'pod')};
  }
  const spec = recordIn(autoscaler, 'spec');
  const least = countIn(spec, 'minReplicas') ?? 1;
  const most = Math.max(least, countIn(spec, 'maxReplicas') ?? least);
  return {
    pods: exact(least),
    most: exact(most),
    amount: `${least} to ${plural(most, 'pod')} by an HPA, ${least} counted`,
  };
}

/** `namespace|Deployment|checkout`: what an HPA points at. */
export function targetOf(autoscaler: Written): string {
  const target = recordIn(autoscaler, 'spec', 'scaleTargetRef');
  return keyOf(textIn(recordIn(autoscaler, 'metadata'), 'namespace'), textIn(target, 'kind'), textIn(target, 'name'));
}

export function keyOf(namespace: string | undefined, kind: string | undefined, name: string | undefined): string {
  return [namespace ?? '', kind ?? '', name ?? ''].join('|');
}

/** `1 pod`, `3 pods`. */
export function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
