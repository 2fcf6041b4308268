import type {Event} from 'kubernetes-types/core/v1.js';

/** Why a pod, or the making of pods, does not get on. */
export interface Trouble {
  blame: 'change' | 'environment';
  /** A sentence whose subject is left out where it is the pod: `container app crashed …`. */
  what: string;
  /** What to do about it. */
  hint: string;
  /** Waiting longer can't help. */
  isPermanent: boolean;
  /** The container whose log says more: of its run before, if there was one, or the current one. */
  log?: {container: string; run: 'previous' | 'current'; lines: number};
}

/** The message of the latest event with this reason and a matching message. */
export function latestMessage(events: readonly Event[], reason: string, matching = /./): string | undefined {
  const found = events.filter(event => event.reason === reason && matching.test(event.message ?? ''));
  return found.toSorted((a, b) => timeOf(a).localeCompare(timeOf(b))).at(-1)?.message;
}

/** Events of one container, or of the pod as a whole. */
export function eventsOfContainer(events: readonly Event[], container: string): Event[] {
  return events.filter(
    ({involvedObject: {fieldPath}}) => fieldPath === undefined || fieldPath.endsWith(`{${container}}`),
  );
}

function timeOf({series, lastTimestamp, eventTime, firstTimestamp}: Event): string {
  return series?.lastObservedTime ?? lastTimestamp ?? eventTime ?? firstTimestamp ?? '';
}
