import spawn, {SubprocessError} from 'nano-spawn';
import {Failure} from '../failure.js';

export interface CommandOptions {
  cwd?: string;
  /** Written to standard input. */
  input?: string;
  signal?: AbortSignal;
  timeoutMs?: number;
  /** Added to the program's environment: the place for what must not be seen on a command line. */
  env?: Record<string, string>;
}

/** Runs a program to its end and returns its standard output. Fails with `environment` when the program is missing, else with {@link CommandError}. */
export type RunCommand = (program: string, args: string[], options?: CommandOptions) => Promise<string>;

/** A program that ended with an error: its last lines are the message. */
export class CommandError extends Error {
  override readonly name = 'CommandError';
  readonly exitCode: number | undefined;
  readonly output: string;

  constructor(command: string, exitCode: number | undefined, output: string) {
    super(
      `\`${command}\` ${exitCode === undefined ? 'was ended' : `exited with ${exitCode}`}: ${lastLines(output, 12)}`,
    );
    this.exitCode = exitCode;
    this.output = output;
  }
}

/** Runs programs of this machine, without the variables that hold the runner's tokens. */
export const runCommand: RunCommand = async (program, args, options = {}) => {
  try {
    const result = await spawn(program, args, {
      ...(options.cwd === undefined ? {} : {cwd: options.cwd}),
      ...(options.signal === undefined ? {} : {signal: options.signal}),
      ...(options.timeoutMs === undefined ? {} : {timeout: options.timeoutMs}),
      ...(options.input === undefined ? {stdin: 'ignore'} : {stdin: {string: options.input}}),
      env: {...withoutSecrets(process.env), ...options.env},
    });
    return result.stdout;
  } catch (error) {
    if (options.signal?.aborted) throw options.signal.reason;
    if (!(error instanceof SubprocessError)) throw error;
    if ((error.cause as NodeJS.ErrnoException | undefined)?.code === 'ENOENT') {
      throw new Failure('environment', `the program \`${program}\` was not found`, {
        hint: `Install ${program}, or put it on the PATH.`,
      });
    }
    throw new CommandError([program, ...args].join(' '), error.exitCode, error.output);
  }
};

const SECRET = /^(ACTIONS_(ID_TOKEN|RUNTIME|RESULTS).*|INPUT_.*|GITHUB_TOKEN|GH_TOKEN)$/;

/** nano-spawn merges `env` into the process' own: `undefined` takes a variable away. */
function withoutSecrets(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(
    Object.keys(env)
      .filter(name => SECRET.test(name))
      .map(name => [name, undefined]),
  );
}

function lastLines(text: string, count: number): string {
  return text.trimEnd().split('\n').slice(-count).join('\n');
}
