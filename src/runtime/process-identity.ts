import {readFileSync} from 'node:fs';

/** A process, told apart from a later one with the same number. */
export interface ProcessIdentity {
  pid: number;
  /** Start time in clock ticks since boot, and the boot; only where /proc tells (Linux). */
  started?: string;
}

/** This process. */
export function processIdentity(): ProcessIdentity {
  const started = startOf(process.pid);
  return {pid: process.pid, ...(started === undefined ? {} : {started})};
}

/** Whether that very process still runs on this machine. */
export function isRunning(identity: ProcessIdentity): boolean {
  try {
    process.kill(identity.pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return false;
  }
  return identity.started === undefined || identity.started === startOf(identity.pid);
}

/** Field 22 of /proc/PID/stat (proc(5)); the second field may hold spaces and ends with the last parenthesis. */
function startOf(pid: number): string | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
    return `${boot}/${stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19]}`;
  } catch {
    return undefined;
  }
}
