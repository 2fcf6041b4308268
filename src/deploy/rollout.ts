import type {DaemonSet, Deployment, StatefulSet} from 'kubernetes-types/apps/v1.js';
import type {WorkloadObject} from './workloads.js';

/** How far a workload is, by the rules of `kubectl rollout status`. */
export interface Rollout {
  isDone: boolean;
  /** Pods that are ready (available, for Deployments and DaemonSets), of those wanted. */
  ready: number;
  wanted: number;
  /** What is missing, when it isn't the readiness of pods. */
  waitsFor?: string;
  /** The controller has given up. */
  gaveUp?: string;
}

/** Reads a workload's status. */
export function rolloutOf(workload: WorkloadObject): Rollout {
  switch (workload.kind) {
    case 'Deployment':
      return ofDeployment(workload as unknown as Deployment);
    case 'StatefulSet':
      return ofStatefulSet(workload as unknown as StatefulSet);
    case 'DaemonSet':
      return ofDaemonSet(workload as unknown as DaemonSet);
  }
}

function ofDeployment({metadata, spec, status = {}}: Deployment): Rollout {
  const wanted = spec?.replicas ?? 1;
  const updated = status.updatedReplicas ?? 0;
  const ready = status.availableReplicas ?? 0;
  const counts = {wanted, ready: Math.min(ready, wanted)};
  if (!isObserved(metadata?.generation, status.observedGeneration)) return unseen(counts);
  const progressing = status.conditions?.find(({type}) => type === 'Progressing');
  if (progressing?.reason === 'ProgressDeadlineExceeded') {
    const gaveUp = `no progress within its progressDeadlineSeconds (${spec?.progressDeadlineSeconds ?? 600})`;
    return {...counts, isDone: false, gaveUp};
  }
  if (updated < wanted) return {...counts, isDone: false, waitsFor: `${updated} of ${wanted} pods updated`};
  const old = (status.replicas ?? 0) - updated;
  if (old > 0) return {...counts, isDone: false, waitsFor: `${old} old pods still there`};
  return {...counts, isDone: ready >= updated};
}

function ofStatefulSet({metadata, spec, status}: StatefulSet): Rollout {
  const wanted = spec?.replicas ?? 1;
  const ready = status?.readyReplicas ?? 0;
  const updated = status?.updatedReplicas ?? 0;
  const counts = {wanted, ready: Math.min(ready, wanted)};
  if (!isObserved(metadata?.generation, status?.observedGeneration)) return unseen(counts);
  if (ready < wanted) return {...counts, isDone: false};
  if (spec?.updateStrategy?.type === 'OnDelete') return {...counts, isDone: true};
  // With a partition currentRevision stays the old one for good, so the pods are counted in both cases.
  const toUpdate = Math.max(0, wanted - (spec?.updateStrategy?.rollingUpdate?.partition ?? 0));
  if (updated < toUpdate) return {...counts, isDone: false, waitsFor: `${updated} of ${toUpdate} pods updated`};
  return {...counts, isDone: true};
}

function ofDaemonSet({metadata, spec, status}: DaemonSet): Rollout {
  const wanted = status?.desiredNumberScheduled ?? 0;
  const updated = status?.updatedNumberScheduled ?? 0;
  const ready = status?.numberAvailable ?? 0;
  const counts = {wanted, ready: Math.min(ready, wanted)};
  if (!isObserved(metadata?.generation, status?.observedGeneration)) return unseen(counts);
  if (spec?.updateStrategy?.type !== 'OnDelete' && updated < wanted) {
    return {...counts, isDone: false, waitsFor: `${updated} of ${wanted} pods updated`};
  }
  return {...counts, isDone: ready >= wanted};
}

/** Pods that go on with the old template, when the rollout is done and its strategy leaves them so; else undefined. */
export function heldBack({kind, metadata, spec, status}: WorkloadObject): string | undefined {
  if (kind === 'Deployment') return undefined;
  const {updateStrategy} = spec as {updateStrategy?: {type?: string; rollingUpdate?: {partition?: number}}};
  const {
    updatedReplicas = 0,
    updatedNumberScheduled,
    desiredNumberScheduled = 0,
  } = (status ?? {}) as Record<string, number | undefined>;
  const wanted = kind === 'DaemonSet' ? desiredNumberScheduled : (spec.replicas ?? 1);
  const old = wanted - (kind === 'DaemonSet' ? (updatedNumberScheduled ?? 0) : updatedReplicas);
  if (old <= 0) return undefined;
  const why =
    updateStrategy?.type === 'OnDelete'
      ? 'updateStrategy OnDelete'
      : `partition ${updateStrategy?.rollingUpdate?.partition ?? 0}`;
  return `${kind}/${metadata.name}: ${old} of ${wanted} pods still run the old template (${why}).`;
}

function isObserved(generation = 0, observed = 0): boolean {
  return observed >= generation && observed > 0;
}

function unseen(counts: {wanted: number; ready: number}): Rollout {
  return {...counts, ready: 0, isDone: false, waitsFor: 'its controller has not seen it yet'};
}
