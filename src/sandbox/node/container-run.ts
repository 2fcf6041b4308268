import {randomBytes} from 'node:crypto';
import {constants} from 'node:os';
import type {Container, ContainerState, ContainerStatus} from 'kubernetes-types/core/v1.js';
import type {Clock} from '../../runtime/clock.js';
import {timestamp} from '../object-birth.js';
import {createBackOff} from './back-off.js';
import {ConfigError} from './environment.js';
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
/** What runtimes give for a program that can't be started. */
const CANNOT_START = 128;

/** Starts a container and keeps it as its restart policy says, with the kubelet's back-off. */
export function runContainer(spec: Container, ports: ContainerPorts): ContainerRun {
  const {clock, say, changed} = ports;
  const life = new AbortController();
  const backOff = createBackOff();
  const status: ContainerStatus = {
    name: spec.name,
    image: spec.image ?? '',
    imageID: '',
    ready: false,
    started: false,
    restartCount: 0,
    state: {waiting: {reason: 'ContainerCreating'}},
    lastState: {},
  };
  let current: RunningProcess | undefined;
  let log: LogBuffer | undefined;
  let previous: LogBuffer | undefined;
  let outcome: 'succeeded' | 'failed' | undefined;
  let held: string | undefined;
  let wake = new AbortController();
  /** The process that was asked to end already. */
  let endingOf: RunningProcess | undefined;

  const become = (state: ContainerState): void => {
    status.state = state;
    if (state.running === undefined) Object.assign(status, {ready: false, started: false});
    changed();
  };
  const pause = (ms: number): Promise<void> =>
    clock.sleep(ms, AbortSignal.any([life.signal, wake.signal])).catch(() => {});

  /** Ms that it ran, and how it ended. */
  const runOnce = async (): Promise<{ranMs: number; end: ProcessEnd}> => {
    if (status.lastState?.terminated !== undefined) status.restartCount++;
    const buffer = createLogBuffer();
    previous = log;
    log = buffer;
    const startedAt = clock.today();
    const began = clock.now();
    status.containerID = `sandbox://${randomBytes(32).toString('hex')}`;
    say('Normal', 'Created', `Created container ${spec.name}: the sandbox runs its command, not its image`);
    let process: SupervisedProcess;
    try {
      process = startSupervised({...ports.launch(), output: buffer.append});
    } catch (error) {
      if (!(error instanceof CannotStart)) throw error;
      say('Warning', 'Failed', `Error: ${error.message}`);
      const end = {code: CANNOT_START, signal: null};
      terminated(end, startedAt, error.message);
      return {ranMs: 0, end};
    }
    const running = new AbortController();
    current = {process, startedAt};
    say('Normal', 'Started', `Started container ${spec.name}`);
    become({running: {startedAt: timestamp(startedAt)}});
    ports.began(run, running.signal);
    const end = await process.ended;
    running.abort();
    current = undefined;
    terminated(end, startedAt);
    return {ranMs: clock.now() - began, end};
  };

  const terminated = (end: ProcessEnd, startedAt: Date, message?: string): void => {
    const finishedAt = timestamp(clock.today());
    const {containerID = ''} = status;
    const ended = {...codeOf(end, message), startedAt: timestamp(startedAt), finishedAt, containerID};
    become({terminated: ended});
  };

  const waitToRestart = async (ranMs: number): Promise<void> => {
    const last = status.state?.terminated;
    status.lastState = last === undefined ? {} : {terminated: last};
    const ms = backOff.next(ranMs);
    if (ms === 0 || life.signal.aborted) return;
    say('Warning', 'BackOff', `Back-off restarting failed container ${spec.name} in pod ${ports.pod}`);
    const message = `back-off ${ms / 1000}s restarting failed container=${spec.name} pod=${ports.pod}`;
    become({waiting: {reason: 'CrashLoopBackOff', message}});
    await pause(ms);
  };

  const whileHeld = async (): Promise<void> => {
    while (held !== undefined && !life.signal.aborted) {
      if (status.state?.terminated !== undefined) status.lastState = {terminated: status.state.terminated};
      become({waiting: {reason: 'PodFailure', message: held}});
      await pause(HELD_MS);
    }
  };

  const live = async (): Promise<void> => {
    if (ports.refusal !== undefined) {
      say('Warning', 'Failed', `Error: ${ports.refusal}`);
      become({waiting: {reason: 'ErrImageNeverPull', message: ports.refusal}});
      return;
    }
    while (!life.signal.aborted) {
      await whileHeld();
      if (life.signal.aborted) break;
      try {
        const {ranMs, end} = await runOnce();
        if (held !== undefined) continue;
        if (life.signal.aborted || !restarts(ports.restart, end)) break;
        await waitToRestart(ranMs);
      } catch (error) {
        if (!(error instanceof ConfigError)) throw error;
        say('Warning', 'Failed', `Error: ${error.message}`);
        become({waiting: {reason: 'CreateContainerConfigError', message: error.message}});
        await pause(CONFIG_RETRY_MS);
      }
    }
    const code = status.state?.terminated?.exitCode;
    if (code !== undefined) outcome = code === 0 ? 'succeeded' : 'failed';
  };

  const terminate = async (graceMs: number): Promise<void> => {
    const now = current;
    if (now === undefined) return;
    const limit = killAfter(now, graceMs);
    if (endingOf !== now) {
      endingOf = now;
      const over = new AbortController();
      void now.process.ended.then(() => over.abort());
      await ports.preStop(over.signal);
      now.process.terminate();
    }
    await limit;
  };

  const killAfter = async ({process}: RunningProcess, ms: number): Promise<void> => {
    const over = new AbortController();
    const end = process.ended.then(() => over.abort());
    await clock.sleep(ms, over.signal).then(
      () => process.kill(),
      () => {},
    );
    await end;
  };

  const run: ContainerRun = {
    name: spec.name,
    status: () => structuredClone(status),
    running: () => current,
    log: (which, tailLines) => (which === 'current' ? log : previous)?.text(tailLines),
    outcome: () => outcome,
    setReady: state => {
      const ready = state === 'ready';
      if (status.ready === ready || current === undefined) return;
      status.ready = ready;
      changed();
    },
    setStarted: () => {
      if (status.started || current === undefined) return;
      status.started = true;
      changed();
    },
    kill: () => current?.process.kill(),
    terminate,
    stop: async graceMs => {
      life.abort();
      if (graceMs <= 0) current?.process.kill();
      await terminate(graceMs);
      await run.over;
    },
    hold: reason => {
      held = reason;
      wake.abort();
      wake = new AbortController();
      current?.process.kill();
    },
    release: () => {
      held = undefined;
      wake.abort();
      wake = new AbortController();
    },
    over: Promise.resolve().then(live),
  };
  return run;
}

function restarts(policy: ContainerPorts['restart'], {code}: ProcessEnd): boolean {
  return policy === 'Always' || (policy === 'OnFailure' && code !== 0);
}

/** As containerd tells it: 128 + the number of the signal. */
function codeOf(
  {code, signal}: ProcessEnd,
  message: string | undefined,
): {exitCode: number; reason: string; message?: string; signal?: number} {
  if (message !== undefined) return {exitCode: code ?? CANNOT_START, reason: 'StartError', message};
  if (signal !== null) {
    const number = constants.signals[signal];
    return {exitCode: 128 + number, signal: number, reason: 'Error'};
  }
  return {exitCode: code ?? 0, reason: code === 0 ? 'Completed' : 'Error'};
}
