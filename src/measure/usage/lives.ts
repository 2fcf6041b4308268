import type {ContainerUsage, PodReservation, UsageRecord, UsageSource} from './usage.js';

/**
 * Completes what a source tells of the containers' lives by what the watch knows of their pods. A coarse source finds a container late, misses
 * its end, and tells nothing of pods that lived between two of its figures: what they used then isn't known, and lowers the coverage.
 */
export function withLives(
  containers: readonly ContainerUsage[],
  reservations: readonly PodReservation[],
  source: UsageSource | undefined,
): UsageRecord['containers'] {
  const read = new Set(containers.map(({podUid}) => podUid));
  const known = isCoarse(source) ? completed(containers, reservations) : [...containers];
  return [...known, ...reservations.filter(({uid}) => !read.has(uid)).map(neverRead)];
}

/** Whether a source's figures are 10 s or more apart. */
export function isCoarse(source: UsageSource | undefined): boolean {
  return source === 'metrics-api' || source === 'prometheus';
}

function completed(containers: readonly ContainerUsage[], reservations: readonly PodReservation[]): ContainerUsage[] {
  const pods = new Map(reservations.map(reservation => [reservation.uid, reservation]));
  const nameOf = ({podUid, container}: ContainerUsage): string => `${podUid}/${container}`;
  const first = new Map(containers.toReversed().map(usage => [nameOf(usage), usage]));
  const last = new Map(containers.map(usage => [nameOf(usage), usage]));
  return containers.map(usage => {
    const pod = pods.get(usage.podUid ?? '');
    if (pod === undefined) return overBefore(usage);
    const startedAt = usage.startedAt ?? (first.get(nameOf(usage)) === usage ? pod.from : undefined);
    const gone = last.get(nameOf(usage)) === usage ? pod.to : undefined;
    const endedAt = gone === undefined ? usage.endedAt : Math.max(gone, usage.samples.at(-1)?.at ?? gone);
    return {...usage, ...(startedAt === undefined ? {} : {startedAt}), ...(endedAt === undefined ? {} : {endedAt})};
  });
}

/** A pod that the watch never saw, and that the source still tells of, was over before. */
function overBefore(usage: ContainerUsage): ContainerUsage {
  const last = usage.samples.at(-1);
  return usage.endedAt !== undefined || last === undefined ? usage : {...usage, endedAt: last.at};
}

function neverRead({name, uid, from, to}: PodReservation): ContainerUsage {
  return {
    pod: name,
    podUid: uid,
    container: '',
    node: '',
    startedAt: from,
    ...(to === undefined ? {} : {endedAt: to}),
    samples: [],
  };
}
