import {type Poll, sampleTime} from './sample-time.js';
import type {Reading} from './sources/source.js';
import type {ContainerUsage, UsageSample} from './usage.js';

/** What one poll said of the containers on one node (or of the namespace, then `node` is undefined). */
export interface Answer {
  node: string | undefined;
  poll: Poll;
  readings: readonly Reading[];
  /** The pod that bears this name now. */
  podNamed(name: string): {uid: string; node: string} | undefined;
  /** How old a figure of this source may be, in ms. */
  oldestMs?: number;
}

/** The containers' usage as it grows. */
export interface ContainerLog {
  /** Takes an answer; `fresh` when any timestamp is new, `skew` (ms) when one can't be right. */
  add(answer: Answer): {fresh: boolean; skew: number | undefined};
  /** Ends what is known of all containers: another source's counters begin elsewhere. */
  cut(): void;
  containers(): ContainerUsage[];
}

interface Entry {
  usage: ContainerUsage;
  /** The source's own words, to tell a repeated or another container's reading. */
  timestamp: number;
  startedAt: number | undefined;
}

/** `began` is when the recording began (monotonic ms): containers that start later are known from their start. */
export function containerLog(began: number): ContainerLog {
  const all: ContainerUsage[] = [];
  const current = new Map<string, Entry>();

  const take = (reading: Reading, answer: Answer): {fresh: boolean; skew: number | undefined} => {
    const pod = answer.podNamed(reading.pod);
    const key = `${reading.pod}/${reading.container}`;
    const entry = current.get(key);
    if (entry !== undefined && reading.timestamp <= entry.timestamp && reading.startedAt === entry.startedAt) {
      delete entry.usage.endedAt; // still there, if not newly measured
      return {fresh: false, skew: undefined};
    }
    const {at, skew} = sampleTime(reading.timestamp, answer.poll, answer.oldestMs);
    const sample: UsageSample = {at, cpuSeconds: reading.cpuSeconds, memoryBytes: reading.memoryBytes};
    if (entry !== undefined && isSame(entry, reading)) {
      extend(entry.usage.samples, sample);
      delete entry.usage.endedAt;
      entry.timestamp = reading.timestamp;
      return {fresh: true, skew};
    }
    const startedAt =
      reading.startedAt === undefined ? entry && at : Math.min(at, at - (reading.timestamp - reading.startedAt));
    if (entry !== undefined) entry.usage.endedAt ??= startedAt ?? at;
    const usage: ContainerUsage = {
      pod: reading.pod,
      podUid: pod?.uid,
      container: reading.container,
      node: answer.node ?? pod?.node ?? '',
      ...(startedAt === undefined ? {} : {startedAt}),
      samples: [sample],
    };
    // The counter was 0 at the start; one that began before the recording would smear its whole past over the gap.
    if (reading.startedAt !== undefined && startedAt !== undefined && startedAt >= began && startedAt < at)
      usage.samples.unshift({at: startedAt, cpuSeconds: 0, memoryBytes: reading.memoryBytes});
    all.push(usage);
    current.set(key, {usage, timestamp: reading.timestamp, startedAt: reading.startedAt});
    return {fresh: true, skew};
  };

  return {
    add: answer => {
      const taken = answer.readings.map(reading => take(reading, answer));
      endMissing(current.values(), answer);
      return {fresh: taken.some(({fresh}) => fresh), skew: taken.find(({skew}) => skew !== undefined)?.skew};
    },
    cut: () => current.clear(),
    containers: () => all,
  };
}

/** A counter that went back, or another start, is another container. */
function isSame({usage, startedAt}: Entry, reading: Reading): boolean {
  return reading.startedAt === startedAt && reading.cpuSeconds >= (usage.samples.at(-1)?.cpuSeconds ?? 0);
}

/** Samples ascend: after a change of clocks, one may seem to lie before the last. */
function extend(samples: UsageSample[], sample: UsageSample): void {
  if (sample.at > (samples.at(-1)?.at ?? Number.NEGATIVE_INFINITY)) samples.push(sample);
}

/** A container that a whole answer doesn't name any more has ended before it. */
function endMissing(entries: Iterable<Entry>, {node, poll, readings}: Answer): void {
  const named = new Set(readings.map(reading => `${reading.pod}/${reading.container}`));
  for (const {usage} of entries) {
    if (node !== undefined && usage.node !== node) continue;
    if (!named.has(`${usage.pod}/${usage.container}`)) usage.endedAt ??= poll.answered;
  }
}
