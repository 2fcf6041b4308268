import type {PodEvent, PodEventKind, PodTimeline, WorkloadTimeline} from '../measure/timeline.js';
import {type GateHold, gateHolds, gateNames} from './readiness-gates.js';
import type {RecoveryPart, RecoverySplit} from './recovery-split.js';

const WHY_NO_REPLACEMENT =
  'look for quotas, slow admission webhooks, and in a StatefulSet for old pods that are slow to go (terminationGracePeriodSeconds)';

/** What to change so that a part of a pod's recovery gets shorter. */
const ADVICE: Record<RecoveryPart, string> = {
  noticed: 'let a liveness or readiness probe notice sooner (periodSeconds, failureThreshold, timeoutSeconds)',
  created: `the replacement came late: ${WHY_NO_REPLACEMENT}`,
  scheduled: 'no node took the pod at once: keep room for one more pod, or lower its requests and its affinity rules',
  'image pulled':
    'make the image smaller, keep it on the nodes (imagePullPolicy: IfNotPresent) or run a registry nearer to them',
  'init done': 'make the init containers quicker, or move their work into the image',
  started: 'look at volumes that are slow to mount and at containers that crash and wait in back-off',
  ready: 'make the service start faster, or let its readiness probe ask sooner (initialDelaySeconds, periodSeconds)',
  'in service':
    'the containers were ready before the pod got traffic: look at readiness gates and at the load of the control plane',
};

/** Names the longest part of a recovery and what to change, in a sentence. */
export function adviceFor({pod, parts, longest}: RecoverySplit): string {
  const seconds = parts.find(({part}) => part === longest)?.seconds ?? 0;
  return `the longest part of ${pod}'s return was "${longest}" with ${seconds.toFixed(1)} s: ${ADVICE[longest]}`;
}

/** Says how far the workload had got by its deadline, where the timeline ends, and what to change. */
export function adviceForStuck(timeline: WorkloadTimeline): string {
  const stuck = stuckPod(timeline);
  if (stuck === undefined) return adviceForNoneStuck(timeline);
  const {pod, reached} = stuck;
  const detail = reached.detail === undefined || reached.detail === '' ? '' : ` (${reached.detail})`;
  const gates = gateNames(gatesNow(pod));
  const next =
    gates === ''
      ? ADVICE[nextPart(stuck)]
      : `its containers were ready, its readiness gates (${gates}) were closed: see to what sets these conditions`;
  return `${pod.name} got as far as "${reached.what}"${detail}: ${next}`;
}

function adviceForNoneStuck({workload, pods, expected}: WorkloadTimeline): string {
  return pods.filter(lives).length < expected
    ? `no replacement of the lost pod of ${workload} came in time: ${WHY_NO_REPLACEMENT}`
    : `the pods of ${workload} were in service at the deadline and did not stay so: look at readiness probes that fail now and then, and at containers that end`;
}

/** What a stuck pod waits for: for its containers to start where nothing else is known. */
export function nextPart({pod, reached}: StuckPod): RecoveryPart {
  if (gatesNow(pod).length > 0) return 'in service';
  return isDown(pod) ? 'started' : (NEXT[reached.what] ?? 'started');
}

/** A container of it ended and was not started again. */
function isDown({events}: PodTimeline): boolean {
  const last = events.findLast(({what}) => what === 'started' || what === 'container-exited');
  return last?.what === 'container-exited';
}

function gatesNow({events}: PodTimeline): GateHold[] {
  return gateHolds(events).filter(({end}) => end === undefined);
}

const NEXT: Partial<Record<PodEventKind, RecoveryPart>> = {
  created: 'scheduled',
  pulling: 'image pulled',
  started: 'ready',
  unready: 'ready',
  'out-of-service': 'ready',
  'containers-ready': 'in service',
  ready: 'in service',
};

export interface StuckPod {
  pod: PodTimeline;
  /** Its last event. */
  reached: PodEvent;
}

/** The pod that moved last among those that live and aren't in service. */
export function stuckPod(timeline: WorkloadTimeline): StuckPod | undefined {
  return timeline.pods
    .flatMap(pod => {
      const reached = [...pod.events].sort((a, b) => a.at - b.at).at(-1);
      return reached === undefined || isBackOrGone(pod, timeline) ? [] : [{pod, reached}];
    })
    .sort((a, b) => b.reached.at - a.reached.at)[0];
}

function isBackOrGone(pod: PodTimeline, timeline: WorkloadTimeline): boolean {
  const lastAt = (...kinds: PodEventKind[]): number =>
    Math.max(Number.NEGATIVE_INFINITY, ...pod.events.filter(({what}) => kinds.includes(what)).map(({at}) => at));
  const back = lastAt(timeline.hasService ? 'in-service' : 'ready');
  return !lives(pod) || back > lastAt('out-of-service', 'unready', 'container-exited');
}

function lives({events}: PodTimeline): boolean {
  return !events.some(({what}) => what === 'terminating' || what === 'gone');
}
