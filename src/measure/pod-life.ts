import type {PodRecord} from './pod-record.js';
import type {PodEvent, PodEventKind} from './timeline.js';

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
  /** From being bound to a node, or from the exit of a container, until Ready or the next exit; open while it is not Ready yet. */
  startUps: {from: number; to: number | undefined}[];
}

/** One pod's life as the watch has seen it until now. */
export function podLife(record: PodRecord, workload: string | undefined): PodLife {
  const {uid, name, events} = record.timeline();
  const {labels} = record;
  const ends = events.filter(({what}) => what === 'terminating' || what === 'gone').map(({at}) => at);
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

type State = 'unbound' | 'starting' | 'ready' | 'exited' | 'unready';

/** A pod that is unready without an exit does not start: it may be too slow to answer its probe. */
const NEXT: Partial<Record<PodEventKind, Record<State, State>>> = {
  scheduled: {unbound: 'starting', starting: 'starting', ready: 'ready', exited: 'exited', unready: 'unready'},
  ready: {unbound: 'ready', starting: 'ready', ready: 'ready', exited: 'ready', unready: 'ready'},
  unready: {unbound: 'unbound', starting: 'starting', ready: 'unready', exited: 'starting', unready: 'unready'},
  // A container beside others may exit, and the pod stay ready.
  'container-exited': {
    unbound: 'starting',
    starting: 'starting',
    ready: 'exited',
    exited: 'exited',
    unready: 'starting',
  },
};

function startUpsOf(events: readonly PodEvent[], leavingAt: number | undefined): PodLife['startUps'] {
  const starts: PodLife['startUps'] = [];
  let state: State = 'unbound';
  for (const {what, at} of events) {
    if (leavingAt !== undefined && at >= leavingAt) break;
    const next: State = NEXT[what]?.[state] ?? state;
    const isFresh = what === 'container-exited' || state !== 'starting'; // an exit on the way begins another start
    if (state === 'starting' && (next !== 'starting' || isFresh)) starts.at(-1)!.to = at;
    if (next === 'starting' && isFresh) starts.push({from: at, to: undefined});
    state = next;
  }
  return starts.map(({from, to}) => ({from, to: to ?? leavingAt}));
}
