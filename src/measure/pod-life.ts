import type {PodRecord} from './pod-record.js';
import type {PodEvent} from './timeline.js';

/** What it takes to tell an added pod from a replacement, and a start from service. Times are monotonic ms. */
export interface PodLife {
  uid: string;
  name: string;
  /** `Deployment/checkout`, or undefined for a pod of no known workload. */
  workload: string | undefined;
  /** What its controller calls the template that it was made from; undefined for a pod of no controller. */
  revision: string | undefined;
  createdAt: number;
  /** When it began to terminate, had finished or was gone, whichever came first; undefined while it lives. */
  leavingAt: number | undefined;
  /** From being bound to a node, or from the exit of a container, until Ready; open while it is not Ready yet. */
  startUps: {from: number; to: number | undefined}[];
}

/** One pod's life as the watch has seen it until now. */
export function podLife(record: PodRecord, workload: string | undefined): PodLife {
  const {uid, name, events} = record.timeline();
  const {labels} = record;
  const ends = [...events.filter(({what}) => what === 'terminating' || what === 'gone').map(({at}) => at)];
  const finishedAt = record.bound()?.to;
  if (finishedAt !== undefined) ends.push(finishedAt);
  const leavingAt = ends.length === 0 ? undefined : Math.min(...ends);
  return {
    uid,
    name,
    workload,
    revision: labels['pod-template-hash'] ?? labels['controller-revision-hash'],
    createdAt: events[0]?.at ?? 0,
    leavingAt,
    startUps: startUpsOf(events, leavingAt),
  };
}

/** A pod that is unready without an exit does not start: it may be too slow to answer its probe. */
function startUpsOf(events: readonly PodEvent[], leavingAt = Number.POSITIVE_INFINITY): PodLife['startUps'] {
  const spans: PodLife['startUps'] = [];
  let from: number | undefined;
  let isReady = false;
  let hasExited = false;
  for (const {what, at} of events) {
    if (at >= leavingAt) break;
    if (what === 'ready') {
      if (from !== undefined) spans.push({from, to: at});
      from = undefined;
      hasExited = false;
    }
    if (what === 'ready' || what === 'unready') isReady = what === 'ready';
    if (what === 'container-exited') hasExited = true;
    if (what === 'scheduled' || (hasExited && !isReady)) from ??= at;
  }
  const isOpen = from !== undefined;
  if (isOpen) spans.push({from: from!, to: leavingAt === Number.POSITIVE_INFINITY ? undefined : leavingAt});
  return spans;
}
