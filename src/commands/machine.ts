import type {Clock} from '../runtime/clock.js';
import type {RunCommand} from '../runtime/command.js';

/** What a command may touch of the machine it runs on. */
export interface Machine {
  stdout: NodeJS.WriteStream;
  stderr: NodeJS.WriteStream;
  env: NodeJS.ProcessEnv;
  cwd: string;
  clock: Clock;
  run: RunCommand;
  /** The module that a load worker starts: it must begin with `runIfLoadWorker`. */
  workerEntry: URL;
  version: string;
}
