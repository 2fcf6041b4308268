import type {Reading} from '../sources/source.js';
import type {Series} from './answer.js';
import {CPU, MEMORY, START} from './query.js';

/** By what a pod and its containers were read before: they stay with it, since another counter begins elsewhere. */
export type Choices = Map<string, string>;

/**
 * What a namespace's containers used, each once. cAdvisor tells of a pod's cgroup and of its containers, which are the same seconds; on some
 * runtimes only of the cgroup (then the container's name is empty); and two jobs may scrape the same kubelet. Throws where CPU is told
 * without memory. Readings ascend in time.
 */
export function readingsOf(series: readonly Series[], choices: Choices): Reading[] {
  const readings = [...grouped(series, ({labels}) => labels.pod ?? '')].flatMap(([pod, rows]) => {
    const named = rows.filter(({labels}) => (labels.container ?? '') !== '' && labels.container !== PAUSE);
    const view = choices.get(pod) ?? (named.some(isCpu) ? 'containers' : 'cgroup');
    const chosen = view === 'containers' ? named : cgroupOf(rows);
    if (chosen.some(isCpu)) choices.set(pod, view);
    const containers = [...grouped(chosen, ({labels}) => labels.container ?? '')];
    return containers.flatMap(([container, own]) => containerReadings({pod, container}, own, choices));
  });
  return readings.sort((a, b) => a.timestamp - b.timestamp);
}

const PAUSE = 'POD';

function isCpu({labels}: Series): boolean {
  return labels.__name__ === CPU;
}

/** The rows without a container's name that lie below no other: a runtime may leave the names of containers' cgroups out, too. */
function cgroupOf(rows: readonly Series[]): Series[] {
  const unnamed = rows.filter(({labels}) => (labels.container ?? '') === '');
  const ids = new Set(unnamed.map(({labels}) => labels.id ?? ''));
  return unnamed.filter(({labels: {id = ''}}) => ![...ids].some(other => other !== '' && id.startsWith(`${other}/`)));
}

interface Named {
  pod: string;
  container: string;
}

/** Of scrapes that tell the same, one; in it, one life after the other. */
function containerReadings(who: Named, rows: readonly Series[], choices: Choices): Reading[] {
  const scrapes = grouped(rows, scrapeOf);
  const key = `${who.pod}/${who.container}`;
  const known = choices.get(key) ?? '';
  const [best = ''] = [...scrapes.keys()].sort(
    (a, b) => worthOf(scrapes.get(b)) - worthOf(scrapes.get(a)) || (a < b ? -1 : 1),
  );
  const chosen = scrapes.has(known) ? known : best;
  choices.set(key, chosen);
  const lives = grouped(scrapes.get(chosen) ?? [], ({labels}) => labels.id ?? '');
  return [...lives.values()].flatMap(life => lifeReadings(who, life));
}

/** Labels that differ between a container's lives or between its metrics; all others tell who scraped it. */
const OF_A_LIFE = new Set(['__name__', 'id', 'name', 'image', 'cpu']);

function scrapeOf({labels}: Series): string {
  const others = Object.entries(labels).filter(([label]) => !OF_A_LIFE.has(label));
  return JSON.stringify(others.sort(([a], [b]) => (a < b ? -1 : 1)));
}

function worthOf(rows: readonly Series[] = []): number {
  return rows.filter(isCpu).reduce((count, {samples}) => count + samples.length, 0);
}

function lifeReadings({pod, container}: Named, rows: readonly Series[]): Reading[] {
  const of = (name: string) => rows.find(({labels}) => labels.__name__ === name)?.samples ?? [];
  const memory = of(MEMORY);
  const start = of(START).at(-1)?.value;
  const uid = UID.exec(rows[0]?.labels.id ?? '')?.[1]?.replaceAll('_', '-');
  const readings = of(CPU).map(({at, value}) => ({
    pod,
    ...(uid === undefined ? {} : {podUid: uid}),
    container,
    timestamp: at,
    cpuSeconds: value,
    memoryBytes: (memory.findLast(sample => sample.at <= at) ?? memory[0])?.value ?? Number.NaN,
    // A cgroup's is the time of its folder, which changes when a container in it is replaced.
    ...(start === undefined || container === '' ? {} : {startedAt: start * 1000}),
  }));
  if (readings.length > 0 && memory.length === 0)
    throw new Error(`it has ${CPU} of pod ${pod}, and no ${MEMORY}: let its scrape of the kubelets keep both`);
  return readings;
}

/** A pod's cgroup is named by its UID, with underscores where systemd keeps it. */
const UID = /pod([0-9a-f]{8}(?:[-_][0-9a-f]{4}){3}[-_][0-9a-f]{12})/;

function grouped<T>(items: readonly T[], keyOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) groups.set(keyOf(item), [...(groups.get(keyOf(item)) ?? []), item]);
  return groups;
}
