import type {WorkloadTimeline} from '../measure/timeline.js';
import type {PodRecovery} from './pod-recovery.js';

/** Whether the pods are known not to have been back by the deadline; they may be back by now. Times are monotonic ms. */
export function isLate(found: PodRecovery, {dueAt, observedUntil}: {dueAt: number; observedUntil: number}): boolean {
  if (observedUntil < dueAt) return false;
  return found.state === 'none' || (found.state === 'pending' && found.since > dueAt);
}

/** What had happened to a workload's pods by then. */
export function timelineUntil(timeline: WorkloadTimeline, until: number): WorkloadTimeline {
  const isNewer = ({events}: WorkloadTimeline['pods'][number]): boolean =>
    events.some(({what, at}) => what === 'created' && at > until);
  return {
    ...timeline,
    serving: timeline.serving.filter(({at}) => at <= until),
    pods: timeline.pods
      .filter(pod => !isNewer(pod))
      .map(pod => ({...pod, events: pod.events.filter(({at}) => at <= until)})),
  };
}
