import type {DeploymentCondition} from 'kubernetes-types/apps/v1.js';
import type {Event} from 'kubernetes-types/core/v1.js';
import {readableLine} from './readable-text.js';
import {latestMessage, type Trouble} from './trouble.js';
import type {WorkloadObject} from './workloads.js';

/** Refusals that stay, whatever is waited for. A service account or a webhook's pod may still come. */
const LASTING =
  /admission webhook .* denied|violates PodSecurity|is invalid: |(minimum|maximum) \S+ usage per|must specify/;
const QUOTA = /exceeded quota/;

/**
 * Why the API server refuses to let a workload's controller make pods. A full quota is only known to stay full in a namespace
 * that is `fresh`: elsewhere old pods may leave it.
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
    isPermanent: LASTING.test(message) || (QUOTA.test(message) && namespace === 'fresh'),
  };
}

function fromCondition({status}: WorkloadObject): string | undefined {
  const {conditions = []} = (status ?? {}) as {conditions?: DeploymentCondition[]};
  return conditions.find(({type, status}) => type === 'ReplicaFailure' && status === 'True')?.message;
}

function fromEvents({metadata}: WorkloadObject, events: readonly Event[]): string | undefined {
  const own = events.filter(({involvedObject}) => involvedObject.uid === metadata.uid);
  return latestMessage(own, 'FailedCreate');
}
