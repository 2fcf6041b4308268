import type {Machine} from '../../src/commands/machine.js';
import {runCli} from '../../src/commands/program.js';
import {systemClock} from '../../src/runtime/clock.js';
import type {RunCommand} from '../../src/runtime/command.js';

/** What a command said, and how it ended. */
export interface Said {
  code: number;
  out: string;
  err: string;
}

/** The command line in a folder; programs are those of `run`. */
export function aCommandLine(
  folder: string,
  run: RunCommand,
  env: NodeJS.ProcessEnv = {},
): (...argv: string[]) => Promise<Said> {
  return async (...argv) => {
    const said = {out: '', err: ''};
    const stream = (name: 'out' | 'err') => {
      const write = (text: string): boolean => {
        said[name] += text;
        return true;
      };
      return {isTTY: false, write} as unknown as NodeJS.WriteStream;
    };
    const machine: Machine = {
      stdout: stream('out'),
      stderr: stream('err'),
      env: {CHAOS_COST_GATE_STATE: `${folder}/state`, KUBECONFIG: `${folder}/no-kubeconfig`, ...env},
      cwd: folder,
      clock: systemClock,
      run,
      workerEntry: new URL('file:///nowhere'),
      version: '0.1.0',
    };
    return {code: await runCli(argv, machine), ...said};
  };
}
