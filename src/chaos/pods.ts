import type {Pod} from 'kubernetes-types/core/v1.js';
import type {Kube} from '../cluster/kube.js';
import {pick, seededRandom} from './random.js';

/** A pod that a fault may hit. */
export interface TargetPod {
  uid: string;
  name: string;
}

/** The running pods that fit a selector, those that are being deleted left out. */
export async function runningPods(
  kube: Kube,
  namespace: string,
  labelSelector: string,
  signal: AbortSignal,
): Promise<TargetPod[]> {
  const pods = await kube.list<Pod>({apiVersion: 'v1', kind: 'Pod', namespace, labelSelector}, signal);
  return pods.filter(isAlive).map(({metadata}) => ({uid: metadata?.uid ?? '', name: metadata?.name ?? ''}));
}

/** As many of them as the mode says, at random; the same ones for the same seed. */
export function choosePods(
  pods: readonly TargetPod[],
  {mode, seed}: {mode: 'one' | 'all' | number; seed: number},
): TargetPod[] {
  return pick(pods, countOf(mode, pods.length), seededRandom(seed));
}

function isAlive(pod: Pod): boolean {
  return pod.metadata?.deletionTimestamp === undefined && pod.status?.phase === 'Running';
}

function countOf(mode: 'one' | 'all' | number, available: number): number {
  if (mode === 'all') return available;
  return mode === 'one' ? 1 : mode;
}
