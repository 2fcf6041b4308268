import type {ContainerRun, ContainerUsage, PodReservation, UsageRecord, UsageSource} from './usage.js';

/**
 * Completes what a source tells of the containers' lives by what the watch knows of them. A container that runs and is not told of has not
 * ended: what it uses isn't known, and lowers the coverage.
 */
export function withLives(
  containers: readonly ContainerUsage[],
  reservations: readonly PodReservation[],
  source: UsageSource | undefined,
): UsageRecord['containers'] {
  const pods = new Map(reservations.map(reservation => [reservation.uid, reservation]));
  const complete = isCoarse(source) ? watchedLives : toldLives;
  const known = livesByContainer(containers).flatMap(lives => complete(lives, pods.get(lives[0]?.podUid ?? '')));
  return [...known, ...reservations.flatMap(pod => unread(pod, containers))];
}

/** Whether a source's figures are 10 s or more apart. */
export function isCoarse(source: UsageSource | undefined): boolean {
  return source === 'metrics-api' || source === 'prometheus';
}

/** Whether a container runs in the pod now; in a bound one, where its runs aren't known. */
export function runsNow({to, runs}: PodReservation): boolean {
  return to === undefined && (runs === undefined || runs.some(run => run.to === undefined));
}

function livesByContainer(containers: readonly ContainerUsage[]): ContainerUsage[][] {
  const lives = new Map<string, ContainerUsage[]>();
  for (const usage of containers) {
    const key = `${usage.podUid}/${usage.container}`;
    lives.set(key, [...(lives.get(key) ?? []), usage]);
  }
  return [...lives.values()];
}

/** A coarse source finds a container late, and misses its end: both are the watch's word. */
function watchedLives(lives: ContainerUsage[], pod: PodReservation | undefined): ContainerUsage[] {
  if (pod === undefined) return lives.map(overBefore);
  const begins = lives.map((usage, index) => beginOf(usage, lives[index - 1], pod));
  return lives.map((usage, index) => {
    const {endedAt: _, ...life} = usage;
    const startedAt = begins[index];
    const next = begins[index + 1] ?? lives[index + 1]?.samples[0]?.at;
    return {...life, ...(startedAt === undefined ? {} : {startedAt}), ...endOf(usage, pod, next)};
  });
}

/** The start of its run, or for the first the pod's binding; undefined where it goes on from the life before it. */
function beginOf(usage: ContainerUsage, before: ContainerUsage | undefined, pod: PodReservation): number | undefined {
  const first = usage.samples[0]?.at ?? Number.POSITIVE_INFINITY;
  const after = before === undefined ? Number.NEGATIVE_INFINITY : lastOf(before);
  const run = runsOf(pod, usage).findLast(({from}) => from <= first && from > after);
  return usage.startedAt ?? run?.from ?? (before === undefined ? pod.from : undefined);
}

/** Its exit or the pod's end, at the latest when the next life begins; in a pod that is still ending, the source's word. */
function endOf(usage: ContainerUsage, pod: PodReservation, next: number | undefined): {endedAt?: number} {
  const last = lastOf(usage);
  const exit = runsOf(pod, usage).find(({to}) => to !== undefined && to >= last)?.to;
  const told = isStillEnding(pod) ? usage.endedAt : undefined;
  const ends = [exit, pod.to, next, told].filter(at => at !== undefined);
  return ends.length === 0 ? {} : {endedAt: Math.max(last, Math.min(...ends))};
}

/** A fine source sees each end, unless the watch still sees the container run; it isn't asked for a node whose pods are all gone. */
function toldLives(lives: ContainerUsage[], pod: PodReservation | undefined): ContainerUsage[] {
  return lives.map((usage, index) => {
    if (pod === undefined || index < lives.length - 1) return usage;
    const last = lastOf(usage);
    if (usage.endedAt === undefined) return pod.to === undefined ? usage : {...usage, endedAt: Math.max(last, pod.to)};
    const runsOn = runsOf(pod, usage).some(({from, to}) => to === undefined && from <= last);
    if (pod.to !== undefined || isStillEnding(pod) || !runsOn) return usage;
    const {endedAt: _, ...open} = usage;
    return open;
  });
}

/** Whether the watch tells of containers as running that may have exited. */
function isStillEnding({to, isEnding}: PodReservation): boolean {
  return to === undefined && isEnding === true;
}

/** A pod that the watch never saw, and that the source still tells of, was over before. */
function overBefore(usage: ContainerUsage): ContainerUsage {
  return {...usage, endedAt: usage.endedAt ?? lastOf(usage)};
}

/** What was never read of a pod: all of it, or runs of its containers. A source that tells of its cgroup tells of them all. */
function unread(pod: PodReservation, containers: readonly ContainerUsage[]): ContainerUsage[] {
  const own = containers.filter(({podUid}) => podUid === pod.uid);
  if (own.length === 0) return [neverRead(pod, {container: '', from: pod.from, to: pod.to})];
  if (own.some(({container}) => container === '')) return [];
  const isLasting = (run: ContainerRun): boolean => pod.containers.some(({name}) => name === run.container);
  const read = new Set(own.flatMap(usage => runsRead(usage, runsOf(pod, usage))));
  return (pod.runs ?? []).filter(run => isLasting(run) && !read.has(run)).map(run => neverRead(pod, run));
}

/** The runs in which a life was read; or else the one that it began: the watch tells of a start late, at times after the last sample. */
function runsRead({startedAt, samples}: ContainerUsage, runs: ContainerRun[]): ContainerRun[] {
  const readIn = runs.filter(({from, to = Number.POSITIVE_INFINITY}) => samples.some(({at}) => at >= from && at <= to));
  if (readIn.length > 0) return readIn;
  const began = startedAt ?? samples[0]?.at ?? Number.NaN;
  const isAfter = (before: ContainerRun | undefined): boolean => before === undefined || began > before.from;
  return runs.filter(({to = Number.POSITIVE_INFINITY}, index) => began <= to && isAfter(runs[index - 1])).slice(-1);
}

function neverRead({name, uid, ...pod}: PodReservation, {container, from, to = pod.to}: ContainerRun): ContainerUsage {
  const endedAt = to === undefined ? {} : {endedAt: to};
  return {pod: name, podUid: uid, container, node: '', startedAt: from, ...endedAt, samples: []};
}

function runsOf({runs = []}: PodReservation, {container}: ContainerUsage): ContainerRun[] {
  return runs.filter(run => run.container === container);
}

function lastOf({samples, startedAt = Number.NEGATIVE_INFINITY}: ContainerUsage): number {
  return samples.at(-1)?.at ?? startedAt;
}
