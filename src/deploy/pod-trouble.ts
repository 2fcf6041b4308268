import type {ContainerStatus, Event, Pod} from 'kubernetes-types/core/v1.js';
import {type ContainerView, containerTrouble} from './container-trouble.js';
import {crashTrouble} from './crash-trouble.js';
import {readableLine} from './readable-text.js';
import {schedulingTrouble} from './scheduling-trouble.js';
import {eventsOfContainer, latestMessage, type Trouble} from './trouble.js';

/** What keeps a pod from being ready; nothing when it is, or is on its way without an error. `events` are the pod's own. */
export function podTroubles(pod: Pod, events: readonly Event[]): Trouble[] {
  if (isReadyPod(pod) || pod.metadata?.deletionTimestamp !== undefined) return [];
  const whole = schedulingTrouble(pod) ?? failedPod(pod);
  if (whole !== undefined) return [whole];
  const creation = creationTrouble(pod, events);
  if (creation !== undefined) return [creation];
  const init = troublesOf(pod, pod.status?.initContainerStatuses, 'init container', events);
  if (init.length > 0) return init;
  const main = troublesOf(pod, pod.status?.containerStatuses, 'container', events);
  return main.length > 0 ? main : gateTroubles(pod);
}

/** How these containers of a pod ended that should have gone on, whether or not they run again; not those that its node or a deletion ended. */
export function podCrashes(pod: Pod, containers: readonly string[], events: readonly Event[]): Trouble[] {
  if (pod.metadata?.deletionTimestamp !== undefined || failedPod(pod) !== undefined) return [];
  return viewsOf(pod, pod.status?.containerStatuses, 'container', events)
    .filter(({spec}) => containers.includes(spec.name))
    .flatMap(view => crashTrouble(view) ?? []);
}

/** The condition Ready is True. */
export function isReadyPod({status}: Pod): boolean {
  return status?.conditions?.some(({type, status}) => type === 'Ready' && status === 'True') ?? false;
}

function troublesOf(...[pod, statuses, role, events]: Parameters<typeof viewsOf>): Trouble[] {
  return viewsOf(pod, statuses, role, events).flatMap(view => containerTrouble(view) ?? []);
}

function viewsOf(
  pod: Pod,
  statuses: readonly ContainerStatus[] = [],
  role: ContainerView['role'],
  events: readonly Event[],
): ContainerView[] {
  return statuses.flatMap(status => {
    const specs = [...(pod.spec?.initContainers ?? []), ...(pod.spec?.containers ?? [])];
    const spec = specs.find(({name}) => name === status.name);
    return spec === undefined ? [] : [{spec, status, role, events: eventsOfContainer(events, spec.name)}];
  });
}

/** Evicted, or refused by the kubelet: the node's doing. */
function failedPod({status}: Pod): Trouble | undefined {
  if (status?.phase !== 'Failed' || status.reason === undefined) return undefined;
  return {
    blame: 'environment',
    what: `ended by its node (${status.reason}): ${readableLine(status.message ?? 'no message')}`,
    hint: 'Give the node more room, or the pods smaller requests.',
    isPermanent: false,
  };
}

/** What happens before the first container: volumes and the sandbox. */
function creationTrouble({status}: Pod, events: readonly Event[]): Trouble | undefined {
  const statuses = [...(status?.initContainerStatuses ?? []), ...(status?.containerStatuses ?? [])];
  const isBegun = statuses.some(
    ({state}) => !['ContainerCreating', 'PodInitializing', undefined].includes(state?.waiting?.reason),
  );
  const hasStarted = statuses.some(({state}) => state?.running !== undefined || state?.terminated !== undefined);
  if (isBegun || hasStarted) return undefined;
  const volume = latestMessage(events, 'FailedMount') ?? latestMessage(events, 'FailedAttachVolume');
  if (volume !== undefined) {
    return {
      blame: 'change',
      what: `a volume can't be mounted: ${readableLine(volume)}`,
      hint: 'Deploy what the volume names, or correct its name.',
      isPermanent: false,
    };
  }
  const sandbox = latestMessage(events, 'FailedCreatePodSandBox');
  if (sandbox === undefined) return undefined;
  return {
    blame: 'environment',
    what: `its node can't make its sandbox: ${readableLine(sandbox)}`,
    hint: 'Look after the network (CNI) and the container runtime of the node.',
    isPermanent: false,
  };
}

function gateTroubles({spec, status}: Pod): Trouble[] {
  return (spec?.readinessGates ?? []).flatMap(({conditionType}) => {
    const condition = status?.conditions?.find(({type}) => type === conditionType);
    if (condition?.status === 'True') return [];
    const what = `its readiness gate ${conditionType} is not met${condition?.message ? `: ${readableLine(condition.message)}` : ''}`;
    return [
      {blame: 'change' as const, what, hint: 'Look for the controller that sets this condition.', isPermanent: false},
    ];
  });
}
