import {type ChildProcess, spawn} from 'node:child_process';
import {accessSync, constants, statSync} from 'node:fs';
import {delimiter, join, resolve} from 'node:path';

/** How a process ended: by itself with a code, or by a signal. */
export interface ProcessEnd {
  code: number | null;
  signal: NodeJS.Signals | null;
}

/** A program that runs in a session of its own, with all that it starts. */
export interface SupervisedProcess {
  /** Also the number of its session and process group. */
  readonly pid: number;
  readonly ended: Promise<ProcessEnd>;
  /** Asks the program itself, as a runtime does with a container's first process. */
  terminate(): void;
  /** Ends the program and all of its group at once. */
  kill(): void;
}

export interface Launch {
  /** The program and its arguments. */
  argv: readonly string[];
  cwd: string;
  env: Record<string, string>;
  /** Takes what it writes to standard output and standard error. */
  output(chunk: string): void;
}

/** The program is not there, or may not be run. */
export class CannotStart extends Error {
  override readonly name = 'CannotStart';
}

/**
 * A shell that leaves a guard in its group and then becomes the program. The guard waits for the end of descriptor 3, whose other side is
 * held by this process alone: when it dies, however it dies, the guard ends the group.
 */
const GUARD = '(read -r _ <&3; kill -s KILL 0) </dev/null >/dev/null 2>&1 & exec "$@" 3<&-';

/** Starts a program with nothing of our own environment. Throws {@link CannotStart}. */
export function startSupervised({argv, cwd, env, output}: Launch): SupervisedProcess {
  const [program = '', ...args] = argv;
  const file = findProgram(program, {cwd, path: env.PATH ?? ''});
  const child = spawn('/bin/sh', ['-c', GUARD, 'sh', file, ...args], {
    cwd,
    env,
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
  });
  child.on('error', () => {}); // it shows in the missing number
  const {pid} = child;
  if (pid === undefined) throw new CannotStart(`${program} could not be started in ${cwd}`);
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', output);
  }
  // A program that dies takes the other side of the pipe with it.
  child.stdio[3]?.on('error', () => {});
  let isOver = false;
  const ended = endOf(child, pid).finally(() => {
    isOver = true;
  });
  return {
    pid,
    ended,
    terminate: () => void child.kill('SIGTERM'),
    // Its number may be somebody else's by then.
    kill: () => {
      if (!isOver) killGroup(pid);
    },
  };
}

/** What the program started ends with it, as a container ends with its first process. */
function endOf(child: ChildProcess, pid: number): Promise<ProcessEnd> {
  return new Promise(done => {
    child.once('exit', (code, signal) => {
      killGroup(pid);
      child.stdio[3]?.destroy();
      done({code, signal});
    });
  });
}

function killGroup(pid: number): void {
  try {
    process.kill(-pid, 'SIGKILL');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH' && (error as NodeJS.ErrnoException).code !== 'EPERM')
      throw error;
  }
}

function findProgram(program: string, {cwd, path}: {cwd: string; path: string}): string {
  const candidates = program.includes('/')
    ? [resolve(cwd, program)]
    : path.split(delimiter).map(folder => join(folder, program));
  const found = candidates.find(isExecutable);
  if (found !== undefined) return found;
  const where = program.includes('/') ? 'no such file or directory' : 'executable file not found in $PATH';
  throw new CannotStart(`exec: ${JSON.stringify(program)}: ${where}`);
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
}
