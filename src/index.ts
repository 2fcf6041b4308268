import {runCli} from './commands/program.js';
import {runIfLoadWorker} from './load/thread.js';
import {systemClock} from './runtime/clock.js';
import {runCommand} from './runtime/command.js';
import {VERSION} from './version.js';

// The bundle is its own worker: a thread that runs this file is the load generator, and nothing else of it.
runIfLoadWorker();

/** The command line; resolves with the exit code. */
export function cli(argv: readonly string[]): Promise<number> {
  return runCli(argv, {
    stdout: process.stdout,
    stderr: process.stderr,
    env: process.env,
    cwd: process.cwd(),
    clock: systemClock,
    run: runCommand,
    workerEntry: new URL(import.meta.url),
    version: VERSION,
  });
}
