import {spawnSync} from 'node:child_process';
import {join} from 'node:path';

/** Runs a program of node_modules in `cwd`; throws when it fails, after it has said why. */
export function runNode(root, program, args, options = {}) {
  const {status, signal} = spawnSync(process.execPath, [join(root, 'node_modules', program), ...args], {cwd: root, stdio: 'inherit', ...options});
  if (status !== 0) throw new Error(`${program} ${signal === null ? `exited with ${status}` : `was ended by ${signal}`}`);
}
