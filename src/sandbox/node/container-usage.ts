import type {ReadProcesses} from './process-table.js';

/** A container's run: the session of its process, and those of what burns in it besides. */
export interface Measured {
  namespace: string;
  pod: string;
  container: string;
  /** The session of its process, which tells its runs apart. */
  leader: number;
  others: readonly number[];
  startedAt: Date;
}

export interface ContainerUse extends Measured {
  cpuSeconds: number;
  memoryBytes: number;
}

/** Keeps the counters of the containers that run. */
export interface UsageCounters {
  read(running: readonly Measured[]): Promise<ContainerUse[]>;
}

/** A counter only grows within a run: what processes used that have ended since is kept. */
export function createUsageCounters(readProcesses: ReadProcesses): UsageCounters {
  const counters = new Map<number, {last: Map<number, number>; gone: number}>();
  return {
    read: async running => {
      const sessions = new Set(running.flatMap(({leader, others}) => [leader, ...others]));
      const used = await readProcesses(sessions);
      for (const leader of counters.keys()) {
        if (!running.some(one => one.leader === leader)) counters.delete(leader);
      }
      return running.map(one => {
        const counter = counters.get(one.leader) ?? {last: new Map<number, number>(), gone: 0};
        counters.set(one.leader, counter);
        const own = [one.leader, ...one.others];
        const now = new Map(own.map(session => [session, used.get(session)?.cpuSeconds ?? 0]));
        for (const [session, before] of counter.last) counter.gone += Math.max(0, before - (now.get(session) ?? 0));
        counter.last = now;
        const alive = [...now.values()].reduce((sum, seconds) => sum + seconds, 0);
        const memoryBytes = own.reduce((sum, session) => sum + (used.get(session)?.memoryBytes ?? 0), 0);
        return {...one, cpuSeconds: alive + counter.gone, memoryBytes};
      });
    },
  };
}
