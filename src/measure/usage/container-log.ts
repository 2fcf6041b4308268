import type {Reading} from './sources/source.js';
import type {ContainerUsage} from './usage.js';

/** What was read of containers so far. */
export interface ContainerLog {
  /** Takes the readings of one poll; `at` maps the source's timestamps to the monotonic clock. Containers of the node that are missing have ended. */
  take(node: string, readings: readonly Reading[], at: (timestamp: number) => number): void;
  all(): ContainerUsage[];
}

/** Keeps samples by container; a counter that goes back, or another start time, begins another container. */
export function containerLog(uidOf: (pod: string) => string | undefined): ContainerLog {
  const ended: ContainerUsage[] = [];
  const running = new Map<string, ContainerUsage>();

  const end = (key: string): void => {
    const container = running.get(key);
    if (container === undefined) return;
    running.delete(key);
    const last = container.samples.at(-1)?.at;
    ended.push(last === undefined ? container : {...container, endedAt: last});
  };
  const takeOne = (key: string, node: string, reading: Reading, at: (timestamp: number) => number): void => {
    const sample = {at: at(reading.timestamp), cpuSeconds: reading.cpuSeconds, memoryBytes: reading.memoryBytes};
    const startedAt = reading.startedAt === undefined ? undefined : at(reading.startedAt);
    const known = running.get(key);
    const last = known?.samples.at(-1);
    if (last !== undefined && sample.at <= last.at) return; // a stale timestamp is no news
    const isAnother =
      known !== undefined && (isReset(last?.cpuSeconds, sample.cpuSeconds) || isLater(startedAt, known.startedAt));
    if (isAnother) end(key);
    const container = running.get(key) ?? {
      pod: reading.pod,
      podUid: uidOf(reading.pod),
      container: reading.container,
      node,
      ...(startedAt === undefined ? {} : {startedAt}),
      samples: [],
    };
    container.samples.push(sample);
    running.set(key, container);
  };

  return {
    take: (node, readings, at) => {
      const seen = new Set<string>();
      for (const reading of readings) {
        const key = `${node}/${reading.pod}/${reading.container}`;
        seen.add(key);
        takeOne(key, node, reading, at);
      }
      for (const [key, container] of running) if (container.node === node && !seen.has(key)) end(key);
    },
    all: () => [...ended, ...running.values()],
  };
}

/** Counters of one container only grow. */
function isReset(before: number | undefined, now: number): boolean {
  return before !== undefined && now < before;
}

/** The mapped start of one container moves by the clocks' drift between polls, another's by more. */
const DRIFT_MS = 500;

function isLater(now: number | undefined, before: number | undefined): boolean {
  return now !== undefined && before !== undefined && now > before + DRIFT_MS;
}
