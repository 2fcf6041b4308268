import {execFile} from 'node:child_process';
import {readdirSync, readFileSync} from 'node:fs';

/** What the sessions of the machine use, all their processes together. */
export interface SessionUse {
  /** Since the processes began, and what their ended children took. */
  cpuSeconds: number;
  /** Resident memory: pages that processes share are counted for each. */
  memoryBytes: number;
}

/** Reads the use of these sessions (by the number of their leader). */
export type ReadProcesses = (sessions: ReadonlySet<number>) => Promise<Map<number, SessionUse>>;

/** By /proc on Linux, by `ps` elsewhere. */
export function processReader(platform: NodeJS.Platform): ReadProcesses {
  return platform === 'linux' ? async sessions => readProc(sessions) : readPs;
}

/** USER_HZ, in which /proc counts: 100 on every architecture that Node runs on (proc(5)). */
const TICKS_PER_SECOND = 100;
const PAGE_BYTES = 4096;

function readProc(sessions: ReadonlySet<number>): Map<number, SessionUse> {
  const used = new Map<number, SessionUse>();
  if (sessions.size === 0) return used;
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    const fields = statOf(name);
    const session = Number(fields?.[3]);
    if (fields === undefined || !sessions.has(session)) continue;
    // Of proc(5): 14 utime, 15 stime, 16 cutime, 17 cstime, 24 rss; the list begins with field 3.
    const [own, children] = [
      [11, 12],
      [13, 14],
    ].map(both => both.reduce((sum, index) => sum + Number(fields[index]), 0) / TICKS_PER_SECOND);
    const cpuSeconds = Math.max(own!, runTime(name)) + children!;
    add(used, session, {cpuSeconds, memoryBytes: residentBytes(name, Number(fields[21]))});
  }
  return used;
}

/** The fields behind the name, which may hold spaces and ends with the last parenthesis. */
function statOf(pid: string): string[] | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  } catch {
    return undefined; // it has ended meanwhile
  }
}

/** Seconds that the living threads of a process ran, to the nanosecond: an idle one uses less than a tick for a long time. 0 where that isn't told. */
function runTime(pid: string): number {
  try {
    const threads = readdirSync(`/proc/${pid}/task`);
    const runs = threads.map(thread =>
      Number(readFileSync(`/proc/${pid}/task/${thread}/schedstat`, 'utf8').split(' ')[0]),
    );
    return runs.reduce((sum, ns) => sum + ns, 0) / 1e9;
  } catch {
    return 0;
  }
}

/** In kB where the kernel says so, since pages differ in size between machines. */
function residentBytes(pid: string, pages: number): number {
  try {
    const kilobytes = /^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
    return kilobytes === undefined ? 0 : Number(kilobytes) * 1024;
  } catch {
    return pages * PAGE_BYTES;
  }
}

/** The leader of a session that the sandbox started leads its process group as well. */
function readPs(groups: ReadonlySet<number>): Promise<Map<number, SessionUse>> {
  return new Promise((resolve, reject) => {
    execFile('ps', ['-axo', 'pgid=,time=,rss='], {env: {PATH: '/bin:/usr/bin', LC_ALL: 'C'}}, (error, text) => {
      if (error !== null) return reject(error);
      const used = new Map<number, SessionUse>();
      for (const line of text.split('\n')) {
        const [group, time = '', kilobytes] = line.trim().split(/\s+/);
        if (!groups.has(Number(group))) continue;
        add(used, Number(group), {cpuSeconds: readTime(time), memoryBytes: Number(kilobytes) * 1024});
      }
      resolve(used);
    });
  });
}

/** `[[DD-]HH:]MM:SS[.CC]` in seconds. */
function readTime(text: string): number {
  const [days, clock = ''] = text.includes('-') ? text.split('-') : ['0', text];
  return Number(days) * 86_400 + clock.split(':').reduce((sum, part) => sum * 60 + Number(part), 0);
}

function add(used: Map<number, SessionUse>, session: number, more: SessionUse): void {
  const sum = used.get(session) ?? {cpuSeconds: 0, memoryBytes: 0};
  used.set(session, {
    cpuSeconds: sum.cpuSeconds + more.cpuSeconds,
    memoryBytes: sum.memoryBytes + more.memoryBytes,
  });
}
