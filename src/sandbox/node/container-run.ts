import type {Container, ContainerStatus} from 'kubernetes-types/core/v1.js';
import type {Clock} from '../../runtime/clock.js';
import {createBackOff} from './back-off.js';
import {CANNOT_START, createContainerState} from './container-state.js';
import {ConfigError} from './environment.js';
import {createLogBuffer, type LogBuffer} from './log-buffer.js';
import {createEnding} from './process-ending.js';
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

/** One container of a pod, over all of its restarts. */
export interface ContainerRun {
  readonly name: string;
  status(): ContainerStatus;
  running(): RunningProcess | undefined;
  /** The text of its log; undefined where there was no such run. */
  log(which: 'current' | 'previous', tailLines?: number): string | undefined;
  /** Whether it ended, and is not to be started again. */
  outcome(): 'succeeded' | 'failed' | undefined;
  setReady(state: 'ready' | 'unready'): void;
  setStarted(): void;
  /** Ends the process at once; it is started again as its policy says. */
  kill(): void;
  /** Asks the process to end, and ends it after the grace. Called again, it only shortens the grace. */
  terminate(graceMs: number): Promise<void>;
  /** As {@link terminate}, and it is not started again. */
  stop(graceMs: number): Promise<void>;
  /** Ends the process and starts none until it is released. */
  hold(reason: string): void;
  release(): void;
  /** Resolves when it is over for good. */
  readonly over: Promise<void>;
}

export interface ContainerPorts {
  clock: Clock;
  restart: 'Always' | 'OnFailure' | 'Never';
  /** Who the pod is, for messages: `NAME_NAMESPACE(UID)`. */
  pod: string;
  /** Why it can't be run at all. */
  refusal: string | undefined;
  /** What to start; throws {@link ConfigError}. */
  launch(): Omit<Launch, 'output'>;
  /** Runs before the process is asked to end. */
  preStop(signal: AbortSignal): Promise<void>;
  /** A process has started; the signal aborts with its end. */
  began(run: ContainerRun, signal: AbortSignal): void;
  changed(): void;
  say(type: 'Normal' | 'Warning', reason: string, message: string): void;
}

const CONFIG_RETRY_MS = 5_000;
/** Until it is released, or looked at again. */
const HELD_MS = 3_600_000;

/** Starts a container and keeps it as its restart policy says, with the kubelet's back-off. */
export function runContainer(spec: Container, ports: ContainerPorts): ContainerRun {
  const {clock, say} = ports;
  const state = createContainerState(spec, clock, ports.changed);
  const end = createEnding(ports);
  const backOff = createBackOff();
  const life = new AbortController();
  let wake = new AbortController();
  let current: RunningProcess | undefined;
  let logs: {current?: LogBuffer | undefined; previous?: LogBuffer | undefined} = {};
  let outcome: 'succeeded' | 'failed' | undefined;
  let held: string | undefined;

  const pause = (ms: number): Promise<void> =>
    clock.sleep(ms, AbortSignal.any([life.signal, wake.signal])).catch(() => {});
  const setHeld = (reason: string | undefined): void => {
    held = reason;
    wake.abort();
    wake = new AbortController();
  };

  /** Ms that it ran, and how it ended. */
  const runOnce = async (): Promise<{ranMs: number; ended: ProcessEnd}> => {
    const launch = ports.launch();
    const log = createLogBuffer();
    logs = {current: log, previous: logs.current};
    const startedAt = clock.today();
    const began = clock.now();
    state.begin();
    say('Normal', 'Created', `Created container ${spec.name}: the sandbox runs its command, not its image`);
    const process = tryToStart({...launch, output: log.append});
    if (process instanceof CannotStart) {
      say('Warning', 'Failed', `Error: ${process.message}`);
      const ended = {code: CANNOT_START, signal: null};
      state.terminated(ended, startedAt, process.message);
      return {ranMs: 0, ended};
    }
    const running = new AbortController();
    current = {process, startedAt};
    say('Normal', 'Started', `Started container ${spec.name}`);
    state.running(startedAt);
    ports.began(run, running.signal);
    const ended = await process.ended;
    running.abort();
    current = undefined;
    state.terminated(ended, startedAt);
    return {ranMs: clock.now() - began, ended};
  };

  const waitToRestart = async (ranMs: number): Promise<void> => {
    state.past();
    const ms = backOff.next(ranMs);
    if (ms === 0) return;
    say('Warning', 'BackOff', `Back-off restarting failed container ${spec.name} in pod ${ports.pod}`);
    const message = `back-off ${ms / 1000}s restarting failed container=${spec.name} pod=${ports.pod}`;
    state.waiting('CrashLoopBackOff', message);
    await pause(ms);
  };

  const whileHeld = async (): Promise<void> => {
    while (held !== undefined && !life.signal.aborted) {
      state.past();
      state.waiting('PodFailure', held);
      await pause(HELD_MS);
    }
  };

  /** Whether there is to be another run. */
  const nextRun = async (): Promise<boolean> => {
    await whileHeld();
    if (life.signal.aborted) return false;
    try {
      const {ranMs, ended} = await runOnce();
      if (held !== undefined && !life.signal.aborted) return true;
      outcome = ended.code === 0 ? 'succeeded' : 'failed';
      if (life.signal.aborted || !restarts(ports.restart, ended)) return false;
      outcome = undefined;
      await waitToRestart(ranMs);
    } catch (error) {
      if (!(error instanceof ConfigError)) throw error;
      say('Warning', 'Failed', `Error: ${error.message}`);
      state.waiting('CreateContainerConfigError', error.message);
      await pause(CONFIG_RETRY_MS);
    }
    return true;
  };

  const live = async (): Promise<void> => {
    if (ports.refusal === undefined) {
      while (await nextRun());
      return;
    }
    say('Warning', 'Failed', `Error: ${ports.refusal}`);
    state.waiting('ErrImageNeverPull', ports.refusal);
  };

  const terminate = async (graceMs: number): Promise<void> => {
    if (current !== undefined) await end(current.process, graceMs);
  };
  const run: ContainerRun = {
    name: spec.name,
    status: state.status,
    running: () => current,
    log: (which, tailLines) => logs[which]?.text(tailLines),
    outcome: () => outcome,
    setReady: state.setReady,
    setStarted: state.setStarted,
    kill: () => current?.process.kill(),
    terminate,
    stop: async graceMs => {
      life.abort();
      await terminate(graceMs);
      await run.over;
    },
    hold: reason => {
      setHeld(reason);
      current?.process.kill();
    },
    release: () => setHeld(undefined),
    over: Promise.resolve().then(live),
  };
  return run;
}

function tryToStart(launch: Launch): SupervisedProcess | CannotStart {
  try {
    return startSupervised(launch);
  } catch (error) {
    if (error instanceof CannotStart) return error;
    throw error;
  }
}

function restarts(policy: ContainerPorts['restart'], {code}: ProcessEnd): boolean {
  return policy === 'Always' || (policy === 'OnFailure' && code !== 0);
}
