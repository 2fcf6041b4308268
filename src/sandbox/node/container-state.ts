import {randomBytes} from 'node:crypto';
import {constants} from 'node:os';
import type {Container, ContainerStatus, ContainerState as State} from 'kubernetes-types/core/v1.js';
import type {Clock} from '../../runtime/clock.js';
import {timestamp} from '../object-birth.js';
import type {ProcessEnd} from './supervised-process.js';

/** A container's status, and how it turns. */
export interface ContainerState {
  status(): ContainerStatus;
  /** A run begins: counted as a restart where there was one before. */
  begin(): void;
  running(startedAt: Date): void;
  /** `message` where the program could not be started at all. */
  terminated(end: ProcessEnd, startedAt: Date, message?: string): void;
  /** What ended is its last state from now on. */
  past(): void;
  waiting(reason: string, message: string): void;
  setReady(state: 'ready' | 'unready'): void;
  setStarted(): void;
}

/** What runtimes give for a program that can't be started. */
export const CANNOT_START = 128;

/** Starts with a container that is being created. Whoever wants to know is told of each change. */
export function createContainerState(spec: Container, clock: Clock, changed: () => void): ContainerState {
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
  const become = (state: State): void => {
    status.state = state;
    if (state.running === undefined) Object.assign(status, {ready: false, started: false});
    changed();
  };
  const set = (field: 'ready' | 'started', value: boolean): void => {
    if (status[field] === value || status.state?.running === undefined) return;
    status[field] = value;
    changed();
  };
  return {
    status: () => structuredClone(status),
    begin: () => {
      if (status.containerID !== undefined) status.restartCount++;
      status.containerID = `sandbox://${randomBytes(32).toString('hex')}`;
    },
    running: startedAt => become({running: {startedAt: timestamp(startedAt)}}),
    terminated: (end, startedAt, message) => {
      const {containerID = ''} = status;
      const times = {startedAt: timestamp(startedAt), finishedAt: timestamp(clock.today())};
      become({terminated: {...codeOf(end, message), ...times, containerID}});
    },
    past: () => {
      const terminated = status.state?.terminated;
      if (terminated !== undefined) status.lastState = {terminated};
    },
    waiting: (reason, message) => become({waiting: {reason, message}}),
    setReady: state => set('ready', state === 'ready'),
    setStarted: () => set('started', true),
  };
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
