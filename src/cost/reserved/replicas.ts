import {type Exact, exact} from './exact.js';
import {countIn, kindOf, recordIn, textIn, type Written} from './written.js';

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

/** What an HPA points at, as {@link keyOf} has it. */
export function targetOf(autoscaler: Written): string {
  const {name, ...target} = recordIn(autoscaler, 'spec', 'scaleTargetRef');
  const namespace = textIn(recordIn(autoscaler, 'metadata'), 'namespace');
  // Who leaves the group out means a workload of `apps`.
  return keyOf({apiVersion: 'apps/v1', ...target, metadata: {name, namespace}});
}

/** What tells an object from all others of its manifests: `shop|Deployment.apps|checkout`. */
export function keyOf(object: Written): string {
  const metadata = recordIn(object, 'metadata');
  return [textIn(metadata, 'namespace') ?? '', kindOf(object), textIn(metadata, 'name') ?? ''].join('|');
}

/** `1 pod`, `3 pods`. */
export function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
