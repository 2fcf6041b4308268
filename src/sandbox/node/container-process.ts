import type {Clock} from '../../runtime/clock.js';
import {CANNOT_START, type ContainerState} from './container-state.js';
import {createLogBuffer, type LogBuffer} from './log-buffer.js';
import {
  CannotStart,
  type Launch,
  type ProcessEnd,
  type SupervisedProcess,
  startSupervised,
} from './supervised-process.js';

/** A process that runs for a container. */
export interface RunningProcess {
  process: SupervisedProcess;
  startedAt: Date;
}

/** The processes of a container, one after the other. */
export interface ContainerProcess {
  /** Runs one to its end, and gives the ms that it ran and how it ended. */
  runOnce(): Promise<{ranMs: number; ended: ProcessEnd}>;
  running(): RunningProcess | undefined;
  /** The text of its log; undefined where there was no such run. */
  log(which: 'current' | 'previous', tailLines?: number): string | undefined;
}

export interface ProcessPorts {
  /** The container's. */
  name: string;
  clock: Clock;
  state: ContainerState;
  launch(): Omit<Launch, 'output'>;
  /** A process has started; the signal aborts with its end. */
  began(signal: AbortSignal): void;
  say(type: 'Normal' | 'Warning', reason: string, message: string): void;
}

/** Runs processes for a container, tells its state of them, and keeps the logs of the last two. */
export function createContainerProcess({name, clock, state, launch, began, say}: ProcessPorts): ContainerProcess {
  let current: RunningProcess | undefined;
  let logs: {current?: LogBuffer | undefined; previous?: LogBuffer | undefined} = {};

  const follow = async (running: RunningProcess): Promise<ProcessEnd> => {
    const life = new AbortController();
    current = running;
    say('Normal', 'Started', `Started container ${name}`);
    state.running(running.startedAt);
    began(life.signal);
    const ended = await running.process.ended;
    life.abort();
    current = undefined;
    state.terminated(ended, running.startedAt);
    return ended;
  };

  return {
    runOnce: async () => {
      const launched = launch();
      const log = createLogBuffer();
      logs = {current: log, previous: logs.current};
      const startedAt = clock.today();
      const startedMs = clock.now();
      state.begin();
      say('Normal', 'Created', `Created container ${name}: the sandbox runs its command, not its image`);
      const process = tryToStart({...launched, output: log.append});
      if (process instanceof CannotStart) {
        say('Warning', 'Failed', `Error: ${process.message}`);
        const ended = {code: CANNOT_START, signal: null};
        state.terminated(ended, startedAt, process.message);
        return {ranMs: 0, ended};
      }
      const ended = await follow({process, startedAt});
      return {ranMs: clock.now() - startedMs, ended};
    },
    running: () => current,
    log: (which, tailLines) => logs[which]?.text(tailLines),
  };
}

function tryToStart(launch: Launch): SupervisedProcess | CannotStart {
  try {
    return startSupervised(launch);
  } catch (error) {
    if (error instanceof CannotStart) return error;
    throw error;
  }
}
