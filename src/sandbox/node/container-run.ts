import type {Container, ContainerStatus} from 'kubernetes-types/core/v1.js';
import type {Clock} from '../../runtime/clock.js';
import {createHold} from './container-hold.js';
import {keepRunning, type Outcome, type RestartPolicy} from './container-life.js';
import {createContainerProcess, type RunningProcess} from './container-process.js';
import {createContainerState} from './container-state.js';
import {createEnding} from './process-ending.js';
import type {Launch} from './supervised-process.js';

/** One container of a pod, over all of its restarts. */
export interface ContainerRun {
  readonly name: string;
  status(): ContainerStatus;
  running(): RunningProcess | undefined;
  /** The text of its log; undefined where there was no such run. */
  log(which: 'current' | 'previous', tailLines?: number): string | undefined;
  /** Whether it ended, and is not to be started again. */
  outcome(): Outcome | undefined;
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
  restart: RestartPolicy;
  /** Who the pod is, for messages: `NAME_NAMESPACE(UID)`. */
  pod: string;
  /** Why it can't be run at all. */
  refusal: string | undefined;
  /** What to start; throws a ConfigError. */
  launch(): Omit<Launch, 'output'>;
  /** Runs before the process is asked to end. */
  preStop(signal: AbortSignal): Promise<void>;
  /** A process has started; the signal aborts with its end. */
  began(run: ContainerRun, signal: AbortSignal): void;
  changed(): void;
  say(type: 'Normal' | 'Warning', reason: string, message: string): void;
}

/** Starts a container and keeps it as its restart policy says, with the kubelet's back-off. */
export function runContainer(spec: Container, ports: ContainerPorts): ContainerRun {
  const {name} = spec;
  const {clock} = ports;
  const life = new AbortController();
  const state = createContainerState(spec, clock, ports.changed);
  const hold = createHold(clock, life.signal);
  const process = createContainerProcess({...ports, name, state, began: signal => ports.began(run, signal)});
  const end = createEnding(ports);
  let outcome: Outcome | undefined;

  const live = async (): Promise<void> => {
    outcome = await keepRunning({...ports, name, state, process, hold}, life.signal);
  };
  const kill = (): void => process.running()?.process.kill();
  const terminate = async (graceMs: number): Promise<void> => {
    const current = process.running();
    if (current !== undefined) await end(current.process, graceMs);
  };
  const run: ContainerRun = {
    name,
    status: state.status,
    running: process.running,
    log: process.log,
    outcome: () => outcome,
    setReady: state.setReady,
    setStarted: state.setStarted,
    kill,
    terminate,
    stop: async graceMs => {
      life.abort();
      await terminate(graceMs);
      await run.over;
    },
    hold: reason => {
      hold.set(reason);
      kill();
    },
    release: () => hold.set(undefined),
    over: Promise.resolve().then(live),
  };
  return run;
}
