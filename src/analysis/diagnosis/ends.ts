import type {ContainerExit, PodTimeline} from '../../measure/timeline.js';
import type {Facts} from './rule.js';

/** How containers of a pod ended during the impact; not for want of memory, nor since the pod was deleted. */
export interface Ends {
  /** The fault ends containers itself. */
  byFault: ContainerExit[];
  ofThemselves: ContainerExit[];
}

/** Ends up to a container's first start after the fault are the fault's own, where that ends containers. */
export function endsOf(pod: PodTimeline, {requestedAt, origin, killed, impact}: Facts): Ends {
  const deletedAt = pod.events.find(({what}) => what === 'terminating')?.at ?? Number.POSITIVE_INFINITY;
  const startOf = (container: string): number =>
    pod.events.find(({what, at, detail}) => what === 'started' && at >= origin && detail === container)?.at ??
    Number.POSITIVE_INFINITY;
  const ends: Ends = {byFault: [], ofThemselves: []};
  for (const {exit, at} of pod.events) {
    if (exit === undefined || exit.reason === 'OOMKilled' || at < requestedAt || at >= deletedAt || at > impact.to)
      continue;
    const isOwn = killed.includes(pod.name) && at <= startOf(exit.container);
    ends[isOwn ? 'byFault' : 'ofThemselves'].push(exit);
  }
  return ends;
}

/** Whether the kubelet waited before it started a container of the pod again. */
export function isHeldBack({uid}: PodTimeline, {news}: Facts): boolean {
  return news.some(({podUid, reason, message}) => podUid === uid && reason === 'BackOff' && /restarting/.test(message));
}
