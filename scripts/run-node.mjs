import {spawnSync} from 'node:child_process';
import {join} from 'node:path';

/** Runs a program of node_modules in the folder `cwd`. When it fails, having said why, this process ends with its exit code. */
export function runNode(root, program, args, cwd = root) {
  const {status} = spawnSync(process.execPath, [join(root, 'node_modules', program), ...args], {cwd, stdio: 'inherit'});
  if (status !== 0) process.exit(status ?? 1);
}
