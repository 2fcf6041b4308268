import {spawnSync} from 'node:child_process';

/** Runs kubectl and returns what it printed; throws with its words where it fails. */
export function runKubectl(args: readonly string[], input?: string): string {
  const {status, stdout, stderr} = spawnSync('kubectl', args, {encoding: 'utf8', input, maxBuffer: 1 << 26});
  if (status !== 0) throw new Error(`kubectl ${args.join(' ')}: ${stderr}`);
  return stdout;
}

/** kubectl's answer as JSON. */
export function kubectl<T>(...args: string[]): T {
  return JSON.parse(runKubectl([...args, '-o', 'json'])) as T;
}
