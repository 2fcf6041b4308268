import {costIsBack} from './cost/is-back.js';
import {pricesOf} from './cost/prices.js';
import type {LoadGenerator} from './load/generator.js';
import type {RecentLoad} from './load/recent-load.js';
import type {Span} from './measure/measurements.js';
import {type NodeLabels, withFreshLabels} from './measure/usage/node-labels.js';
import type {UsageRecorder} from './measure/usage/recorder.js';
import type {Clock} from './runtime/clock.js';
import type {Logger} from './runtime/logger.js';
import {IDLE_WAITS} from './spec/plan-steps.js';
import type {Spec} from './spec/schema.js';

/** What a phase needs of the run around it. */
export interface PhaseScene {
  clock: Clock;
  logger: Logger;
  load: LoadGenerator;
  signal: AbortSignal;
}

const LOOK_MS = 1_000;
const RECENT_MS = 5_000;

/** A phase before there is any load, and without what the start of the victim burns. */
export async function idlePhase(ms: number, {clock, logger, signal}: Omit<PhaseScene, 'load'>): Promise<Span> {
  logger.step(`Idle, ${ms / 1000} s`);
  await clock.sleep(IDLE_WAITS.before, signal);
  const from = clock.now();
  await clock.sleep(ms, signal);
  const to = clock.now();
  await clock.sleep(IDLE_WAITS.after, signal);
  return {from, to};
}

/** A phase under load in which nothing else is done. */
export async function loadedPhase(title: string, ms: number, scene: PhaseScene): Promise<Span> {
  scene.logger.step(`${title}, ${ms / 1000} s`);
  const from = scene.clock.now();
  await waitWithProgress(ms, scene);
  return {from, to: scene.clock.now()};
}

/** Waits until the requests that were sent before `at` have all ended, at most for their timeout. */
export async function untilSettled(at: number, timeout: number, {clock, load, signal}: PhaseScene): Promise<void> {
  const {samples} = load;
  const wanted = Math.ceil(((at - samples.startAt) * samples.rate) / 1000);
  const giveUpAt = clock.now() + timeout + LOOK_MS;
  while (samples.settled < wanted && clock.now() < giveUpAt) await clock.sleep(20, signal);
}

/** What the wait for the cost needs of the run around it. */
export interface SettleScene extends PhaseScene {
  spec: Pick<Spec, 'cost' | 'phases'>;
  usage: Pick<UsageRecorder, 'record'>;
  /** Undefined where no price depends on nodes. */
  nodes: NodeLabels | undefined;
  baseline: Span;
}

/** Waits after a fault's recovery until the cost rate is back, at most for `phases.settle`; undefined where the spec doesn't ask for it. */
export async function settlePhase(fault: Span, scene: SettleScene): Promise<Span | undefined> {
  const {spec, usage, nodes, baseline, clock, logger, signal} = scene;
  const most = spec.phases.settle;
  if (most === undefined) return undefined;
  const prices = pricesOf(spec.cost);
  const from = clock.now();
  const seconds = (): string => ((clock.now() - from) / 1000).toFixed(0);
  while (clock.now() < from + most) {
    await waitWithProgress(Math.min(LOOK_MS, from + most - clock.now()), scene);
    const record = await withFreshLabels(usage.record(), nodes, signal);
    if (!costIsBack(record, {baseline, since: fault.to, now: clock.now(), prices})) continue;
    logger.info(`the cost rate was back ${seconds()} s after the recovery`);
    return {from, to: clock.now()};
  }
  logger.info(`the cost rate was not back ${seconds()} s after the recovery`);
  return {from, to: clock.now()};
}

/** Waits while it shows how the load fares. */
export async function waitWithProgress(ms: number, {clock, logger, load, signal}: PhaseScene): Promise<void> {
  const end = clock.now() + ms;
  while (clock.now() < end) {
    logger.progress(stateText(load.recent(RECENT_MS)));
    await clock.sleep(Math.min(LOOK_MS, end - clock.now()), signal);
  }
}

function stateText({rate, errors, p95 = Number.NaN}: RecentLoad): string {
  const latency = Number.isFinite(p95) ? `${p95.toFixed(0)} ms` : p95 > 0 ? 'reached by failures' : 'unknown';
  return `${rate.toFixed(0)}/s, errors ${errors.toFixed(1)} %, p95 ${latency}`;
}
