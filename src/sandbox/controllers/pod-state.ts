import type {Pod} from 'kubernetes-types/core/v1.js';

/** Whether it still counts: it neither ended nor is being deleted. */
export function isActive({metadata, status}: Pod): boolean {
  return metadata?.deletionTimestamp === undefined && status?.phase !== 'Succeeded' && status?.phase !== 'Failed';
}

/** The condition Ready is True. */
export function isReady({status}: Pod): boolean {
  return status?.conditions?.some(({type, status: value}) => type === 'Ready' && value === 'True') ?? false;
}

/** Ms until a pod has been ready for so long; 0 when it has, undefined when it isn't ready. */
export function availableInMs(pod: Pod, minReadySeconds: number, now: Date): number | undefined {
  const ready = pod.status?.conditions?.find(({type}) => type === 'Ready');
  if (ready?.status !== 'True') return undefined;
  const since = Date.parse(ready.lastTransitionTime ?? '');
  return Math.max(0, since + minReadySeconds * 1000 - now.getTime());
}
