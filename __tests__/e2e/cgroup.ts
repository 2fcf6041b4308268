import {readdirSync, readFileSync} from 'node:fs';
import {basename, join} from 'node:path';

/** Finds the file in which the kernel counts the CPU of a pod, on the node that this machine is: cgroup v1 or v2. */
export function cpuCounterOf(uid: string): string {
  // podUID, or kubepods-CLASS-podUID.slice with underscores where systemd names it.
  const ofPod = new RegExp(`(^|-)pod${uid.replaceAll('-', '[-_]')}(\\.slice)?$`);
  for (const [root, file] of [
    ['/sys/fs/cgroup/cpu,cpuacct', 'cpuacct.usage'],
    ['/sys/fs/cgroup/cpuacct', 'cpuacct.usage'],
    ['/sys/fs/cgroup', 'cpu.stat'],
  ] as const) {
    const found = foldersBelow(root, 6).find(folder => ofPod.test(basename(folder)));
    if (found !== undefined) return join(found, file);
  }
  throw new Error(`there is no cgroup of pod ${uid}`);
}

/** CPU seconds that such a file holds: nanoseconds in cgroup v1, microseconds in v2. */
export function cpuSeconds(file: string): number {
  const text = readFileSync(file, 'utf8');
  return file.endsWith('cpuacct.usage') ? Number(text) / 1e9 : Number(/usage_usec (\d+)/.exec(text)?.[1]) / 1e6;
}

function foldersBelow(root: string, depth: number): string[] {
  if (depth === 0) return [];
  try {
    const folders = readdirSync(root, {withFileTypes: true}).filter(entry => entry.isDirectory());
    return folders.flatMap(({name}) => [join(root, name), ...foldersBelow(join(root, name), depth - 1)]);
  } catch {
    return []; // no such hierarchy here, or not ours to read
  }
}
