import type {Span} from '../measure/measurements.js';
import {cpuIn, memoryIn} from '../measure/usage/rates.js';
import type {ContainerUsage, PodReservation, UsageRecord} from '../measure/usage/usage.js';

/** Amounts of both resources. */
export interface Amounts {
  coreSeconds: number;
  byteSeconds: number;
}

/** What was measured to be in use over a span, and how much of it was measured. */
export function usedIn(record: UsageRecord, span: Span): Amounts & {coverage: {cpu: number; memory: number}} {
  const cpu = cpuIn(record, span);
  const memory = memoryIn(record, span);
  return {
    coreSeconds: cpu.coreSeconds,
    byteSeconds: memory.byteSeconds,
    coverage: {cpu: cpu.coverage, memory: memory.coverage},
  };
}

/** What the bound pods reserved over a span, to the millisecond. */
export function requestedIn({reservations}: Pick<UsageRecord, 'reservations'>, span: Span): Amounts {
  const amounts = {coreSeconds: 0, byteSeconds: 0};
  for (const reservation of reservations) {
    const seconds = secondsWithin(reservation, span);
    amounts.coreSeconds += reservation.cpuRequest * seconds;
    amounts.byteSeconds += reservation.memoryRequest * seconds;
  }
  return amounts;
}

/** What each pod used beyond its request, of each resource by itself. Between two samples of the usage, its rate is one. */
export function surplusIn(record: UsageRecord, span: Span): Amounts {
  const surplus = {coreSeconds: 0, byteSeconds: 0};
  for (const pod of podsOf(record)) {
    for (const piece of piecesOf(pod, span)) {
      const used = usedIn(pod, piece);
      const requested = requestedIn(pod, piece);
      surplus.coreSeconds += Math.max(0, used.coreSeconds - requested.coreSeconds);
      surplus.byteSeconds += Math.max(0, used.byteSeconds - requested.byteSeconds);
    }
  }
  return surplus;
}

function secondsWithin({from, to}: PodReservation, span: Span): number {
  return Math.max(0, Math.min(to ?? span.to, span.to) - Math.max(from, span.from)) / 1000;
}

/** One record for each pod; a container whose pod's UID isn't known belongs to the pod of that name. */
function podsOf(record: UsageRecord): UsageRecord[] {
  const uids = new Map(record.reservations.map(({name, uid}) => [name, uid]));
  const byPod = new Map<string, ContainerUsage[]>();
  for (const container of record.containers) {
    const key = container.podUid ?? uids.get(container.pod) ?? container.pod;
    byPod.set(key, [...(byPod.get(key) ?? []), container]);
  }
  return [...byPod].map(([key, containers]) => ({
    ...record,
    containers,
    reservations: record.reservations.filter(({uid}) => uid === key),
  }));
}

/** Cuts a span where a pod's usage was read, and where its reservation or a container begins or ends. */
function piecesOf({containers, reservations}: UsageRecord, {from, to}: Span): Span[] {
  const edges = [
    ...containers.flatMap(({samples, startedAt, endedAt}) => [
      ...samples.map(({at}) => at),
      startedAt ?? from,
      endedAt ?? to,
    ]),
    ...reservations.flatMap(reservation => [reservation.from, reservation.to ?? to]),
  ].filter(at => at > from && at < to);
  const cuts = [...new Set([from, ...edges, to])].sort((a, b) => a - b);
  return cuts.slice(1).map((end, index) => ({from: cuts[index]!, to: end}));
}
