import {type BackOff, createBackOff} from './back-off.js';
import type {Hold} from './container-hold.js';
import type {ContainerProcess} from './container-process.js';
import type {ContainerState} from './container-state.js';
import {ConfigError} from './environment.js';
import type {ProcessEnd} from './supervised-process.js';

export type RestartPolicy = 'Always' | 'OnFailure' | 'Never';

export interface ContainerLife {
  /** The container's. */
  name: string;
  /** Who the pod is, for messages: `NAME_NAMESPACE(UID)`. */
  pod: string;
  restart: RestartPolicy;
  /** Why it can't be run at all. */
  refusal: string | undefined;
  state: ContainerState;
  process: ContainerProcess;
  hold: Hold;
  say(type: 'Normal' | 'Warning', reason: string, message: string): void;
}

const CONFIG_RETRY_MS = 5_000;
/** Until it is released, or looked at again. */
const HELD_MS = 3_600_000;

/** How the last run of a container ended. */
export type Outcome = 'succeeded' | 'failed';

/** Runs a container as often as its restart policy says. Resolves with its outcome; undefined where its life was ended between two runs. */
export async function keepRunning(life: ContainerLife, signal: AbortSignal): Promise<Outcome | undefined> {
  const {refusal, state, say} = life;
  if (refusal !== undefined) {
    say('Warning', 'Failed', `Error: ${refusal}`);
    state.waiting('ErrImageNeverPull', refusal);
    return undefined;
  }
  const backOff = createBackOff();
  for (;;) {
    await whileHeld(life, signal);
    if (signal.aborted) return undefined;
    const outcome = await runOnce(life, backOff, signal);
    if (outcome !== 'again') return outcome;
  }
}

/** One run, and the wait for the next where there is to be another. */
async function runOnce(life: ContainerLife, backOff: BackOff, signal: AbortSignal): Promise<Outcome | 'again'> {
  const {restart, process, hold} = life;
  try {
    const {ranMs, ended} = await process.runOnce();
    if (hold.reason() !== undefined && !signal.aborted) return 'again';
    if (signal.aborted || !restarts(restart, ended)) return ended.code === 0 ? 'succeeded' : 'failed';
    await waitToRestart(life, backOff, ranMs);
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    await waitForConfig(life, error);
  }
  return 'again';
}

async function whileHeld({state, hold}: ContainerLife, signal: AbortSignal): Promise<void> {
  for (let reason = hold.reason(); reason !== undefined && !signal.aborted; reason = hold.reason()) {
    state.past();
    state.waiting('PodFailure', reason);
    await hold.pause(HELD_MS);
  }
}

async function waitToRestart({name, pod, state, hold, say}: ContainerLife, backOff: BackOff, ranMs: number) {
  state.past();
  const ms = backOff.next(ranMs);
  if (ms === 0) return;
  say('Warning', 'BackOff', `Back-off restarting failed container ${name} in pod ${pod}`);
  state.waiting('CrashLoopBackOff', `back-off ${ms / 1000}s restarting failed container=${name} pod=${pod}`);
  await hold.pause(ms);
}

/** What the configuration lacks may come yet. */
async function waitForConfig({state, hold, say}: ContainerLife, {message}: ConfigError): Promise<void> {
  say('Warning', 'Failed', `Error: ${message}`);
  state.waiting('CreateContainerConfigError', message);
  await hold.pause(CONFIG_RETRY_MS);
}

function restarts(policy: RestartPolicy, {code}: ProcessEnd): boolean {
  return policy === 'Always' || (policy === 'OnFailure' && code !== 0);
}
