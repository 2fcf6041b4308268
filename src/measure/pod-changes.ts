import type {ContainerStateTerminated, ContainerStatus, Pod} from 'kubernetes-types/core/v1.js';
import type {ContainerExit, PodEventKind} from './timeline.js';

/** A change without its time: the watch knows that. */
export interface PodChange {
  what: PodEventKind;
  detail?: string;
  exit?: ContainerExit;
  graceSeconds?: number;
  gates?: string[];
}

/** What happened to a pod between two sights of it; `before` is undefined at the first. */
export function podChanges(before: Pod | undefined, after: Pod): PodChange[] {
  const changes: PodChange[] = [];
  if (before === undefined) changes.push({what: 'created'});
  if (turned(before, after, pod => pod.spec?.nodeName !== undefined))
    changes.push({what: 'scheduled', detail: after.spec?.nodeName ?? ''});
  if (turned(before, after, pod => holds(pod, 'Initialized'))) changes.push({what: 'initialized'});
  changes.push(...containerChanges(before, after));
  if (isGated(after) && turned(before, after, pod => holds(pod, 'ContainersReady')))
    changes.push({what: 'containers-ready', ...heldBy(after)});
  if (turned(before, after, isReady)) changes.push({what: 'ready'});
  if (before !== undefined && isReady(before) && !isReady(after)) changes.push({what: 'unready', ...heldBy(after)});
  if (turned(before, after, pod => pod.metadata?.deletionTimestamp !== undefined)) {
    // Later it is 0: the kubelet deletes for good what has ended.
    const grace = after.metadata?.deletionGracePeriodSeconds;
    changes.push({what: 'terminating', ...(grace === undefined ? {} : {graceSeconds: grace})});
  }
  return changes;
}

/** The condition Ready is True and the pod isn't being deleted. */
export function isReady(pod: Pod): boolean {
  return holds(pod, 'Ready') && pod.metadata?.deletionTimestamp === undefined;
}

function isGated({spec}: Pod): boolean {
  return (spec?.readinessGates ?? []).length > 0;
}

/** Which gates hold back a pod whose containers are ready. */
function heldBy(pod: Pod): {gates?: string[]} {
  if (!holds(pod, 'ContainersReady')) return {};
  const gates = (pod.spec?.readinessGates ?? []).map(({conditionType}) => conditionType);
  const closed = gates.filter(gate => !holds(pod, gate));
  return closed.length === 0 ? {} : {gates: closed};
}

function turned(before: Pod | undefined, after: Pod, test: (pod: Pod) => boolean): boolean {
  return test(after) && (before === undefined || !test(before));
}

function holds(pod: Pod, type: string): boolean {
  return pod.status?.conditions?.some(condition => condition.type === type && condition.status === 'True') ?? false;
}

function containerChanges(before: Pod | undefined, after: Pod): PodChange[] {
  return (after.status?.containerStatuses ?? []).flatMap(now => {
    const then = before?.status?.containerStatuses?.find(container => container.name === now.name);
    return [...exitsOf(then, now), ...startOf(then, now)];
  });
}

/** Containers are told apart by their IDs, since the kubelet may report an exit only as the next container's past. */
function exitsOf(then: ContainerStatus | undefined, now: ContainerStatus): PodChange[] {
  if (then === undefined) return [];
  const known = new Set(endsOf(then).map(end => end.containerID));
  const exits = endsOf(now)
    .filter(end => !known.has(end.containerID))
    .map(
      (end): PodChange => ({
        what: 'container-exited',
        detail: `${now.name}: exit code ${end.exitCode}${end.reason ? `, ${end.reason}` : ''}`,
        exit: {container: now.name, code: end.exitCode, ...(end.reason ? {reason: end.reason} : {})},
      }),
    );
  return [...missedExits(now.name, endCount(now) - endCount(then) - exits.length), ...exits];
}

/** A busy kubelet, or a watch that was interrupted, may tell of several restarts at once, and only of the last one how it came. */
function missedExits(container: string, count: number): PodChange[] {
  const detail = `${container}: its exit was not seen, its restart was counted`;
  return Array.from({length: Math.max(0, count)}, () => ({what: 'container-exited', detail}));
}

/** A container that has ended and not been started again is not among the restarts yet. */
function endCount(status: ContainerStatus): number {
  const isDown = status.state?.running === undefined && endsOf(status).length > 0;
  return status.restartCount + (isDown ? 1 : 0);
}

function endsOf(status: ContainerStatus): ContainerStateTerminated[] {
  return [status.lastState?.terminated, status.state?.terminated].filter(end => end !== undefined);
}

function startOf(then: ContainerStatus | undefined, now: ContainerStatus): PodChange[] {
  const isNew =
    now.state?.running !== undefined && (then?.state?.running === undefined || then.containerID !== now.containerID);
  return isNew ? [{what: 'started', detail: now.name}] : [];
}
