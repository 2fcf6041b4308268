import type {ContainerStatus, Pod, PodCondition, PodStatus} from 'kubernetes-types/core/v1.js';
import {timestamp} from '../object-birth.js';

export interface PodSight {
  init: readonly ContainerStatus[];
  containers: readonly ContainerStatus[];
  /** Whether all init containers have succeeded. */
  initialized: boolean;
  /** How it ended, where nothing of it runs or is to run again. */
  outcome: 'Succeeded' | 'Failed' | undefined;
}

/** A pod's status as the kubelet writes it. Conditions keep the time at which they last turned. */
export function podStatus(pod: Pod, sight: PodSight, now: Date): PodStatus {
  const {init, containers, initialized, outcome} = sight;
  const unready = containers.filter(({ready}) => !ready).map(({name}) => name);
  const ready = initialized && unready.length === 0 && outcome === undefined;
  const why =
    outcome === undefined ? notReady(unready) : {reason: outcome === 'Succeeded' ? 'PodCompleted' : 'PodFailed'};
  const waiting = init.find(({ready: done}) => !done)?.name;
  const conditions = [
    condition('PodReadyToStartContainers', 'True'),
    initialized
      ? condition('Initialized', 'True')
      : condition('Initialized', 'False', {
          reason: 'ContainersNotInitialized',
          message: `containers with incomplete status: [${waiting}]`,
        }),
    ready ? condition('Ready', 'True') : condition('Ready', 'False', why),
    ready ? condition('ContainersReady', 'True') : condition('ContainersReady', 'False', why),
    condition('PodScheduled', 'True'),
  ];
  const before = pod.status?.conditions ?? [];
  return {
    ...pod.status,
    phase: outcome ?? phaseOf(containers, initialized),
    conditions: conditions.map(one => dated(one, before, now)),
    hostIP: '127.0.0.1',
    podIP: '127.0.0.1',
    podIPs: [{ip: '127.0.0.1'}],
    startTime: pod.status?.startTime ?? timestamp(now),
    qosClass: qosOf(pod),
    ...(init.length === 0 ? {} : {initContainerStatuses: [...init]}),
    containerStatuses: [...containers],
  };
}

/** The condition with the time of its last change. */
export function dated(one: PodCondition, before: readonly PodCondition[], now: Date): PodCondition {
  const last = before.find(({type}) => type === one.type);
  const since = last?.status === one.status ? last.lastTransitionTime : undefined;
  return {...one, lastTransitionTime: since ?? timestamp(now)};
}

function condition(
  type: string,
  status: 'True' | 'False',
  why: {reason?: string; message?: string} = {},
): PodCondition {
  return {type, status, ...why};
}

function notReady(names: string[]): {reason: string; message: string} {
  return {reason: 'ContainersNotReady', message: `containers with unready status: [${names.join(' ')}]`};
}

/** Pending until every container has started once. */
function phaseOf(containers: readonly ContainerStatus[], initialized: boolean): 'Pending' | 'Running' {
  const hasBegun = ({state, lastState}: ContainerStatus): boolean =>
    state?.waiting === undefined || lastState?.terminated !== undefined;
  return initialized && containers.every(hasBegun) ? 'Running' : 'Pending';
}

function qosOf({spec}: Pod): 'BestEffort' | 'Burstable' | 'Guaranteed' {
  const resources = (spec?.containers ?? []).map(container => container.resources ?? {});
  const isSet = (values: object | undefined): boolean => Object.keys(values ?? {}).length > 0;
  if (resources.every(({requests, limits}) => !isSet(requests) && !isSet(limits))) return 'BestEffort';
  const isFull = resources.every(
    ({requests, limits}) =>
      limits?.cpu !== undefined &&
      limits.memory !== undefined &&
      (requests?.cpu ?? limits.cpu) === limits.cpu &&
      (requests?.memory ?? limits.memory) === limits.memory,
  );
  return isFull ? 'Guaranteed' : 'Burstable';
}
