import type {Pod} from 'kubernetes-types/core/v1.js';
import {containerRuns} from './container-runs.js';
import {isReady, podChanges} from './pod-changes.js';
import type {PodEvent, PodTimeline} from './timeline.js';
import type {ContainerRun} from './usage/usage.js';

/** One pod's history as it grows. */
export interface PodRecord {
  readonly uid: string;
  readonly name: string;
  readonly labels: Record<string, string>;
  see(pod: Pod, at: number, notBefore: number): void;
  gone(at: number, notBefore: number): void;
  add(event: PodEvent): void;
  /** Notes when it joins or leaves the Service. */
  setInService(state: {inService: boolean; at: number; notBefore: number}): void;
  /** Not deleted, not being deleted, not finished. */
  alive(): boolean;
  ready(): boolean;
  /** As it was last seen. */
  pod(): Pod;
  /** Whether it holds its node: bound, and neither gone nor finished. With the times of both, in monotonic ms. */
  bound(): {from: number; to: number | undefined} | undefined;
  /** When its containers ran. */
  runs(): ContainerRun[];
  timeline(): PodTimeline;
}

/** Begins the history of a pod that was just seen for the first time; follow with `see`. */
export function podRecord(first: Pod): PodRecord {
  const events: PodEvent[] = [];
  const runs = containerRuns();
  let last: Pod | undefined;
  let isGone = false;
  let isInService = false;
  let finishedAt: number | undefined;
  return {
    uid: first.metadata?.uid ?? '',
    name: first.metadata?.name ?? '',
    labels: first.metadata?.labels ?? {},
    see: (pod, at, notBefore) => {
      for (const change of podChanges(last, pod)) events.push({...change, at, notBefore});
      if (finishedAt === undefined && FINISHED.has(pod.status?.phase ?? '')) finishedAt = at;
      runs.see(pod, at);
      last = pod;
    },
    gone: (at, notBefore) => {
      isGone = true;
      finishedAt ??= at;
      events.push({what: 'gone', at, notBefore});
    },
    add: event => void events.push(event),
    setInService: ({inService, at, notBefore}) => {
      if (inService !== isInService) events.push({what: inService ? 'in-service' : 'out-of-service', at, notBefore});
      isInService = inService;
    },
    alive: () => !isGone && last?.metadata?.deletionTimestamp === undefined && !FINISHED.has(last?.status?.phase ?? ''),
    pod: () => last ?? first,
    bound: () => {
      const from = events.find(event => event.what === 'scheduled')?.at;
      return from === undefined ? undefined : {from, to: finishedAt};
    },
    runs: runs.all,
    ready: () => last !== undefined && !isGone && isReady(last),
    timeline: () => ({
      uid: first.metadata?.uid ?? '',
      name: first.metadata?.name ?? '',
      node: last?.spec?.nodeName,
      events: [...events],
      restarts: events.filter(event => event.what === 'container-exited').length,
    }),
  };
}

const FINISHED = new Set(['Succeeded', 'Failed']);
