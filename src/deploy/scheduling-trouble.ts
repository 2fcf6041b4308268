import type {Pod} from 'kubernetes-types/core/v1.js';
import {readableLine} from './readable-text.js';
import type {Trouble} from './trouble.js';

/** Why a pod has no node, in the scheduler's words and with what the pod asks for. */
export function schedulingTrouble(pod: Pod): Trouble | undefined {
  const scheduled = pod.status?.conditions?.find(({type}) => type === 'PodScheduled');
  if (scheduled?.status !== 'False') return undefined;
  if (scheduled.reason === 'SchedulingGated') {
    const gates = (pod.spec?.schedulingGates ?? []).map(({name}) => name).join(', ');
    return {
      blame: 'change',
      what: `held by its scheduling gates (${gates})`,
      hint: 'Look for the controller that lifts them.',
      isPermanent: false,
    };
  }
  return {
    blame: 'environment',
    what: `can't be scheduled: ${firstSentence(scheduled.message ?? 'the scheduler gives no reason')}${requestsOf(pod)}`,
    hint: /PersistentVolumeClaim/.test(scheduled.message ?? '')
      ? 'See `kubectl describe pvc`: the cluster needs a StorageClass, or a volume, that fits the claim.'
      : 'Lower the requests, give the cluster more room, or end what else runs there.',
    isPermanent: false,
  };
}

/** What follows is about preemption, and says the same again. */
function firstSentence(message: string): string {
  return readableLine(message).replace(/\. .*$|\.$/, '');
}

/** As written in the manifests. */
function requestsOf({spec}: Pod): string {
  const containers = [...(spec?.initContainers ?? []), ...(spec?.containers ?? [])];
  const requests = containers.flatMap(({name, resources}) => {
    const amounts = Object.entries(resources?.requests ?? {}).map(([resource, amount]) => `${resource} ${amount}`);
    return amounts.length === 0 ? [] : [`${name} requests ${amounts.join(', ')}`];
  });
  return requests.length === 0 ? '' : ` (${requests.join('; ')})`;
}
