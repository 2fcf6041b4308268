import type {KubeObject} from '../cluster/kube.js';
import {timestamp} from './object-birth.js';
import type {Removal} from './store.js';

/** What becomes of an object that is to be deleted: it goes at once, or stays marked, or nothing is left to do. */
export type Fate = {how: 'goes'} | {how: 'marked'; object: KubeObject} | {how: 'unchanged'};

const PROPAGATION_FINALIZER = {Foreground: 'foregroundDeletion', Orphan: 'orphan', Background: undefined};
const DEFAULT_GRACE_SECONDS = 30;

/** Applies the rules of a deletion to a copy of the object. */
export function fateOf(object: KubeObject, {graceSeconds, propagation}: Removal, now: Date): Fate {
  const {metadata} = object;
  const extra = propagation && PROPAGATION_FINALIZER[propagation];
  const finalizers = [...new Set([...(metadata.finalizers ?? []), ...(extra === undefined ? [] : [extra])])];
  const grace = graceOf(object, graceSeconds);
  if (finalizers.length === 0 && grace === 0 && !isNamespace(object)) return {how: 'goes'};
  const isMarked = metadata.deletionTimestamp !== undefined;
  if (isMarked && grace >= (metadata.deletionGracePeriodSeconds ?? 0)) return {how: 'unchanged'};
  const marked = {
    ...metadata,
    ...(finalizers.length === 0 ? {} : {finalizers}),
    deletionTimestamp: timestamp(new Date(now.getTime() + grace * 1000)),
    // Namespaces alone are marked without a grace.
    ...(isNamespace(object) ? {} : {deletionGracePeriodSeconds: grace}),
    ...(metadata.generation === undefined ? {} : {generation: metadata.generation + 1}),
  };
  const phase = isNamespace(object) ? {status: {...(object.status as object), phase: 'Terminating'}} : {};
  return {how: 'marked', object: {...object, ...phase, metadata: marked}};
}

/** Whether nothing holds a marked object any more. */
export function isReleased(object: KubeObject): boolean {
  const {deletionTimestamp, deletionGracePeriodSeconds = 0, finalizers = []} = object.metadata;
  if (deletionTimestamp === undefined || finalizers.length > 0 || deletionGracePeriodSeconds > 0) return false;
  return !isNamespace(object) || ((object.spec as {finalizers?: string[]})?.finalizers ?? []).length === 0;
}

function graceOf(object: KubeObject, asked: number | undefined): number {
  if (object.kind !== 'Pod') return 0;
  const spec = object.spec as {nodeName?: string; terminationGracePeriodSeconds?: number} | undefined;
  const phase = (object.status as {phase?: string} | undefined)?.phase;
  // No kubelet runs it, so there is nobody to wait for.
  if (!spec?.nodeName || phase === 'Succeeded' || phase === 'Failed') return 0;
  return Math.max(0, asked ?? spec.terminationGracePeriodSeconds ?? DEFAULT_GRACE_SECONDS);
}

function isNamespace(object: KubeObject): boolean {
  return object.kind === 'Namespace' && object.apiVersion === 'v1';
}
