import type {Machine} from './commands/machine.js';
import {runCli} from './commands/program.js';
import {runAction, runPost} from './commands/run-action.js';
import {runIfLoadWorker} from './load/thread.js';
import {systemClock} from './runtime/clock.js';
import {runCommand} from './runtime/command.js';
import {VERSION} from './version.js';

// The bundle is its own worker: a thread that runs this file is the load generator, and nothing else of it.
runIfLoadWorker();

/** The command line; resolves with the exit code. */
export function cli(argv: readonly string[]): Promise<number> {
  return runCli(argv, thisMachine());
}

/** The action's main step; it sets the job's outcome. @actions/* is loaded only here: the command line starts faster without. */
export async function main(): Promise<void> {
  const {actionPorts} = await import('./action-ports.js');
  await runAction(actionPorts(thisMachine()));
}

/** The action's post step: it runs after a main step that was cancelled or killed, too. */
export async function post(): Promise<void> {
  const {actionPorts} = await import('./action-ports.js');
  await runPost(actionPorts(thisMachine()));
}

function thisMachine(): Machine {
  return {
    stdout: process.stdout,
    stderr: process.stderr,
    env: process.env,
    cwd: process.cwd(),
    clock: systemClock,
    run: runCommand,
    workerEntry: new URL(import.meta.url),
    version: VERSION,
  };
}
