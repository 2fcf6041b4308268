import type {Reading} from './sources/source.js';
import type {ContainerUsage} from './usage.js';

/** What was read of containers so far. */
export interface ContainerLog {
  /** Takes the readings of one poll; `at` maps the source's timestamps to the monotonic clock. Containers of the node that are missing have ended. */
  take(node: string, readings: readonly Reading[], at: (timestamp: number) => number): void;
  /** Ends all that is known, at a time in ms: the counters of another source begin elsewhere. */
  cut(at: number): void;
  all(): ContainerUsage[];
}

interface Entry {
  usage: ContainerUsage;
  /** As the source said it: what it is on our clock moves when the calendar is set. */
  startedAt: number | undefined;
  /** The newest timestamp, as the source said it. */
  timestamp: number;
}

/** Keeps samples by container; a counter that goes back, or another start time, begins another container. */
export function containerLog(uidOf: (pod: string) => string | undefined): ContainerLog {
  const all: ContainerUsage[] = [];
  const latest = new Map<string, Entry>();
  let cutAt = Number.NEGATIVE_INFINITY;

  const takeOne = (key: string, node: string, reading: Reading, at: (timestamp: number) => number): void => {
    const sample = {at: at(reading.timestamp), cpuSeconds: reading.cpuSeconds, memoryBytes: reading.memoryBytes};
    const entry = latest.get(key);
    // It is there, or there again: one answer without it was no end.
    if (entry?.startedAt === reading.startedAt) delete entry?.usage.endedAt;
    if (isStale(entry, reading.timestamp, sample.at, cutAt)) return;
    if (entry !== undefined && isSame(entry, reading)) {
      entry.usage.samples.push(sample);
      entry.timestamp = reading.timestamp;
      return;
    }
    // A counter that went back without a new start: it lived on, and what it used meanwhile is not known.
    if (entry !== undefined && entry.startedAt === reading.startedAt) entry.usage.endedAt = sample.at;
    else if (entry !== undefined) end(entry.usage);
    const startedAt = startOf(reading, {before: entry, cutAt, at});
    const usage: ContainerUsage = {
      pod: reading.pod,
      podUid: reading.podUid ?? uidOf(reading.pod),
      container: reading.container,
      node,
      ...(startedAt === undefined ? {} : {startedAt}),
      samples: [sample],
    };
    all.push(usage);
    latest.set(key, {usage, startedAt: reading.startedAt, timestamp: reading.timestamp});
  };

  return {
    take: (node, readings, at) => {
      const seen = new Set<string>();
      for (const reading of readings) {
        const key = `${node}/${reading.podUid ?? reading.pod}/${reading.container}`;
        seen.add(key);
        takeOne(key, node, reading, at);
      }
      for (const [key, {usage}] of latest) if (usage.node === node && !seen.has(key)) end(usage);
    },
    cut: at => {
      if (latest.size === 0) return;
      for (const {usage} of latest.values()) usage.endedAt ??= at;
      cutAt = at;
      latest.clear();
    },
    all: () => all.map(usage => ({...usage, samples: [...usage.samples]})),
  };
}

/** A timestamp that was told before, or one before the last sample, is no news. */
function isStale(entry: Entry | undefined, timestamp: number, at: number, cutAt: number): boolean {
  return timestamp === entry?.timestamp || at <= (entry?.usage.samples.at(-1)?.at ?? cutAt);
}

/** Counters of one container only grow. */
function isSame({usage, startedAt}: Entry, reading: Reading): boolean {
  return startedAt === reading.startedAt && reading.cpuSeconds >= (usage.samples.at(-1)?.cpuSeconds ?? 0);
}

/** A start from which the counter is known: not one before it went back, nor before another source told it. */
function startOf(
  reading: Reading,
  {before, cutAt, at}: {before: Entry | undefined; cutAt: number; at: (timestamp: number) => number},
): number | undefined {
  if (reading.startedAt === undefined) return undefined;
  const startedAt = at(reading.startedAt);
  const isKnown = before?.startedAt !== reading.startedAt && startedAt >= cutAt;
  return isKnown ? startedAt : at(reading.timestamp);
}

function end(usage: ContainerUsage): void {
  const last = usage.samples.at(-1);
  if (last !== undefined) usage.endedAt ??= last.at;
}
