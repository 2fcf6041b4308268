import type {Deployment, DeploymentCondition, DeploymentStatus} from 'kubernetes-types/apps/v1.js';
import type {KubeObject} from '../../cluster/kube.js';
import {timestamp} from '../object-birth.js';

interface Counts {
  replicas: number;
  readyReplicas: number;
  availableReplicas: number;
}

/** A Deployment's status by those of its ReplicaSets, `fresh` being that of the current template. */
export function deploymentStatus(
  deployment: Deployment,
  {sets, fresh}: {sets: readonly KubeObject[]; fresh: string},
  now: Date,
): DeploymentStatus {
  const {metadata, spec, status: before = {}} = deployment;
  const counts = sets.map(set => ({name: set.metadata.name, ...(set.status as Counts | undefined)}));
  const sum = (field: keyof Counts): number => counts.reduce((total, one) => total + (one[field] ?? 0), 0);
  const wanted = spec?.replicas ?? 1;
  const totals = {
    replicas: sum('replicas'),
    updatedReplicas: counts.find(({name}) => name === fresh)?.replicas ?? 0,
    readyReplicas: sum('readyReplicas'),
    availableReplicas: sum('availableReplicas'),
  };
  const failure = sets.flatMap(
    set => (set.status as {conditions?: DeploymentCondition[]} | undefined)?.conditions ?? [],
  );
  const status: DeploymentStatus = {
    observedGeneration: metadata?.generation ?? 0,
    ...totals,
    ...(wanted > totals.availableReplicas ? {unavailableReplicas: wanted - totals.availableReplicas} : {}),
  };
  const conditions = [
    available(totals.availableReplicas, wanted, spec?.strategy?.rollingUpdate?.maxUnavailable ?? '25%'),
    progressing(deployment, status, {fresh, now}),
    ...failure.filter(({type}) => type === 'ReplicaFailure'),
  ];
  return {...status, conditions: conditions.map(one => dated(one, before.conditions ?? [], now))};
}

/** Ms until the roll-out counts as stuck; undefined when it is done or stuck already. */
export function progressDueInMs(
  {conditions = []}: DeploymentStatus,
  deadlineSeconds: number,
  now: Date,
): number | undefined {
  const condition = conditions.find(({type}) => type === 'Progressing');
  if (condition?.status !== 'True' || condition.reason === COMPLETE) return undefined;
  return Math.max(0, Date.parse(condition.lastUpdateTime ?? '') + deadlineSeconds * 1000 - now.getTime()) + 1;
}

const COMPLETE = 'NewReplicaSetAvailable';

function available(count: number, wanted: number, maxUnavailable: number | string): DeploymentCondition {
  const may =
    typeof maxUnavailable === 'number'
      ? maxUnavailable
      : Math.floor((Number.parseFloat(maxUnavailable) / 100) * wanted);
  return count >= wanted - may
    ? {
        type: 'Available',
        status: 'True',
        reason: 'MinimumReplicasAvailable',
        message: 'Deployment has minimum availability.',
      }
    : {
        type: 'Available',
        status: 'False',
        reason: 'MinimumReplicasUnavailable',
        message: 'Deployment does not have minimum availability.',
      };
}

function progressing(
  {metadata, spec, status: before = {}}: Deployment,
  status: DeploymentStatus,
  {fresh, now}: {fresh: string; now: Date},
): DeploymentCondition {
  const wanted = spec?.replicas ?? 1;
  const {replicas = 0, updatedReplicas = 0, availableReplicas = 0, readyReplicas = 0} = status;
  const type = 'Progressing';
  if (updatedReplicas === wanted && replicas === wanted && availableReplicas >= wanted) {
    const message = `ReplicaSet "${fresh}" has successfully progressed.`;
    return {type, status: 'True', reason: COMPLETE, message, lastUpdateTime: timestamp(now)};
  }
  const last = before.conditions?.find(condition => condition.type === type);
  const moved =
    last === undefined ||
    before.observedGeneration !== metadata?.generation ||
    updatedReplicas > (before.updatedReplicas ?? 0) ||
    replicas - updatedReplicas < (before.replicas ?? 0) - (before.updatedReplicas ?? 0) ||
    readyReplicas > (before.readyReplicas ?? 0) ||
    availableReplicas > (before.availableReplicas ?? 0);
  if (moved || last === undefined) {
    const message = `ReplicaSet "${fresh}" is progressing.`;
    return {type, status: 'True', reason: 'ReplicaSetUpdated', message, lastUpdateTime: timestamp(now)};
  }
  const sinceMs = now.getTime() - Date.parse(last.lastUpdateTime ?? '');
  // What was complete once has lost pods, and is not rolling out.
  if (last.reason === COMPLETE || sinceMs < (spec?.progressDeadlineSeconds ?? 600) * 1000) return last;
  const message = `ReplicaSet "${fresh}" has timed out progressing.`;
  return {type, status: 'False', reason: 'ProgressDeadlineExceeded', message};
}

/** With the times of its last change, and of the last change of its status. */
function dated(one: DeploymentCondition, before: readonly DeploymentCondition[], now: Date): DeploymentCondition {
  const last = before.find(({type}) => type === one.type);
  if (
    last?.status === one.status &&
    last.reason === one.reason &&
    (last.reason === COMPLETE || one.lastUpdateTime === undefined)
  )
    return {
      ...one,
      lastUpdateTime: last.lastUpdateTime ?? timestamp(now),
      lastTransitionTime: last.lastTransitionTime ?? timestamp(now),
    };
  return {
    ...one,
    lastUpdateTime: one.lastUpdateTime ?? timestamp(now),
    lastTransitionTime: last?.status === one.status ? (last.lastTransitionTime ?? timestamp(now)) : timestamp(now),
  };
}
