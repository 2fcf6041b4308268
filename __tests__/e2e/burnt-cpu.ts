import {setTimeout as sleep} from 'node:timers/promises';
import {cpuCounterOf, cpuSeconds} from './cgroup.js';
import {kubectl} from './kubectl.js';

/** What all pods of an app have burnt together by their own cgroups, while it is recorded. */
export interface BurntCpu {
  /** Mean cores between two moments (ms since 1970). */
  coresIn(from: number, to: number): number;
  stop(): Promise<void>;
}

interface Pods {
  items: {metadata: {uid: string; namespace: string}}[];
}

const READ_MS = 200;
const LOOK_MS = 1_000;

/** Reads the kernel's counters of the pods with a label `app` in the gate's namespaces, several times a second. */
export function recordBurntCpu(app: string): BurntCpu {
  const counters = new Map<string, {file: string; seen: number}>();
  const points: {at: number; total: number}[] = [];
  let stopped = false;
  let total = 0;

  const look = (): void => {
    const pods = attempt(() => kubectl<Pods>('get', 'pods', '-A', '-l', `app=${app}`).items) ?? [];
    for (const {metadata} of pods) {
      if (!metadata.namespace.startsWith('gate-') || counters.has(metadata.uid)) continue;
      const file = attempt(() => cpuCounterOf(metadata.uid));
      if (file !== undefined) counters.set(metadata.uid, {file, seen: 0}); // the pod is younger than this record
    }
  };
  const read = (): void => {
    for (const counter of counters.values()) {
      const now = attempt(() => cpuSeconds(counter.file)) ?? counter.seen; // its pod is gone
      total += now - counter.seen;
      counter.seen = now;
    }
    points.push({at: Date.now(), total});
  };
  const loop = async (): Promise<void> => {
    for (let looked = 0; !stopped; await sleep(READ_MS)) {
      if (Date.now() - looked >= LOOK_MS) {
        look();
        looked = Date.now();
      }
      read();
    }
  };
  const ended = loop();
  return {
    coresIn: (from, to) => (1000 * (totalAt(points, to) - totalAt(points, from))) / (to - from),
    stop: async () => {
      stopped = true;
      await ended;
    },
  };
}

function totalAt(points: readonly {at: number; total: number}[], time: number): number {
  const index = points.findIndex(({at}) => at >= time);
  const [before, after] = [points[index - 1], points[index]];
  if (before === undefined || after === undefined) throw new Error('this moment was not recorded');
  return before.total + ((after.total - before.total) * (time - before.at)) / (after.at - before.at);
}

function attempt<T>(ask: () => T): T | undefined {
  try {
    return ask();
  } catch {
    return undefined;
  }
}
