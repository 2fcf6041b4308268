import type {Pod} from 'kubernetes-types/core/v1.js';
import {requestOf} from './pod-request.js';
import type {NodeRef} from './sources/source.js';
import type {PodReservation} from './usage.js';

/** A pod that was bound to a node. */
export interface PodLife {
  uid: string;
  name: string;
  node: NodeRef;
  /** When a container of it was first seen to run, and when the pod was gone or finished (monotonic ms). */
  startedAt: number | undefined;
  endedAt: number | undefined;
  /** One after the other: a resize in place begins another. */
  reservations: PodReservation[];
}

/** The lives of pods, as a watch tells them. */
export interface PodLives {
  see(pod: Pod, at: number): void;
  gone(uid: string, at: number): void;
  all(): readonly PodLife[];
}

/** `workloadOf` names the workload that a pod with these labels belongs to. */
export function podLives(workloadOf: (labels: Record<string, string>) => string | undefined): PodLives {
  const lives = new Map<string, PodLife>();
  const end = (life: PodLife | undefined, at: number): void => {
    if (life === undefined || life.endedAt !== undefined) return;
    life.endedAt = at;
    close(life, at);
  };
  return {
    see: (pod, at) => {
      const {uid = '', name = '', labels = {}} = pod.metadata ?? {};
      const nodeName = pod.spec?.nodeName;
      if (nodeName === undefined || nodeName === '') return;
      const life = lives.get(uid) ?? newLife(uid, name, nodeName);
      lives.set(uid, life);
      life.node.address ??= pod.status?.hostIP;
      if (pod.status?.containerStatuses?.some(status => status.state?.running !== undefined)) life.startedAt ??= at;
      if (FINISHED.has(pod.status?.phase ?? '')) end(life, at);
      else if (life.endedAt === undefined) reserve(life, pod, workloadOf(labels), at);
    },
    gone: (uid, at) => end(lives.get(uid), at),
    all: () => [...lives.values()],
  };
}

const FINISHED = new Set(['Succeeded', 'Failed']);

function newLife(uid: string, name: string, node: string): PodLife {
  return {uid, name, node: {name: node, address: undefined}, startedAt: undefined, endedAt: undefined, reservations: []};
}

function reserve(life: PodLife, pod: Pod, workload: string | undefined, at: number): void {
  const request = requestOf(pod);
  const last = life.reservations.at(-1);
  if (last?.cpuRequest === request.cpuRequest && last.memoryRequest === request.memoryRequest) return;
  close(life, at);
  life.reservations.push({uid: life.uid, name: life.name, workload, from: at, to: undefined, ...request});
}

function close(life: PodLife, at: number): void {
  const last = life.reservations.at(-1);
  if (last !== undefined) last.to ??= at;
}
