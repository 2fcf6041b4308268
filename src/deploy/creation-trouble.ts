import type {DeploymentCondition} from 'kubernetes-types/apps/v1.js';
import type {Event} from 'kubernetes-types/core/v1.js';
import {readableLine} from './readable-text.js';
import {latestMessage, type Trouble} from './trouble.js';
import type {WorkloadObject} from './workloads.js';

/** Refusals that stay, whatever is waited for. A service account or a webhook's pod may still come. */
const LASTING =
  /exceeded quota|admission webhook .* denied|violates PodSecurity|is invalid: |(minimum|maximum) \S+ usage per|must specify/;

/**
 * Why the API server refuses to let a workload's controller make pods. Only in a `fresh` namespace it is known to be about this
 * change: elsewhere old pods may still fill the quota, and old refusals stay in conditions and events for a while.
 */
export function creationTrouble(
  workload: WorkloadObject,
  events: readonly Event[],
  namespace: 'fresh' | 'used',
): Trouble | undefined {
  const message = workload.kind === 'Deployment' ? fromCondition(workload) : fromEvents(workload, events);
  if (message === undefined) return undefined;
  return {
    blame: 'change',
    what: `its pods can't be made: ${readableLine(message)}`,
    hint: /service account/.test(message)
      ? 'Add the ServiceAccount to the manifests, or correct its name.'
      : 'Make the pods fit what the namespace and the cluster’s policies allow.',
    isPermanent: namespace === 'fresh' && LASTING.test(message),
  };
}

function fromCondition({status}: WorkloadObject): string | undefined {
  const {conditions = []} = (status ?? {}) as {conditions?: DeploymentCondition[]};
  return conditions.find(({type, status}) => type === 'ReplicaFailure' && status === 'True')?.message;
}

function fromEvents({metadata}: WorkloadObject, events: readonly Event[]): string | undefined {
  const own = events.filter(({involvedObject}) => involvedObject.uid === metadata.uid);
  return latestMessage(own, 'FailedCreate')?.replace('(combined from similar events): ', '');
}
