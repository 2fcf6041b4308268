import {findPodRecovery} from './analysis/pod-recovery.js';
import {findServiceRecovery} from './analysis/service-recovery.js';
import {type SteadyLimits, whyDegraded, whyUnsteady, windowLength} from './analysis/steady.js';
import type {ChaosEngine, FaultPlan, FaultWindow, Injection} from './chaos/engine.js';
import {nameOf} from './chaos/fault.js';
import {inject} from './chaos/inject.js';
import {injectedAt, proofOf, type TrafficEffect, whyLost} from './chaos/proof.js';
import type {Workload} from './deploy/victim.js';
import {Failure, messageOf} from './failure.js';
import type {LoadGenerator} from './load/generator.js';
import type {RepeatMeasurement, Span} from './measure/measurements.js';
import type {Recorder} from './measure/recorder.js';
import type {UsageRecorder} from './measure/usage/recorder.js';
import {usageEffect} from './measure/usage/usage-effect.js';
import type {Clock} from './runtime/clock.js';
import type {Logger} from './runtime/logger.js';
import type {PhasesSpec} from './spec/schema.js';

/** What a repeat needs of the run around it. */
export interface RepeatScene {
  clock: Clock;
  logger: Logger;
  load: LoadGenerator;
  recorder: Recorder;
  usage: Pick<UsageRecorder, 'record'>;
  limits: SteadyLimits;
  phases: PhasesSpec;
  /** The workloads to watch, with how many pods of each serve when all is well. */
  watched: {workload: Workload; serving: number}[];
  /** Why the API server can't be asked for a fault now; undefined where it answers. */
  apiTrouble(): Promise<string | undefined>;
  /** Waits while it shows the load's state; rejects when the run ends early. */
  wait(ms: number): Promise<void>;
  /** Waits until the cost rate is back after a fault, where the spec asks for it. */
  settle(fault: Span): Promise<Span | undefined>;
  signal: AbortSignal;
}

const LOOK_MS = 200;
/** How long a watch event may trail the API's answer. */
const WATCH_LAG_MS = 150;
const REMOVE_MS = 2_500;

/** One injection: steady state, fault, recovery, and what it takes until the cost is back. Fails with `inconclusive` when it can't be begun; a fault is removed however it ends. */
export async function runRepeat(engine: ChaosEngine, plan: FaultPlan, scene: RepeatScene): Promise<RepeatMeasurement> {
  await waitForSteadyState(scene);
  const injection = await inject(engine, plan, scene.clock, scene.signal);
  scene.logger.info(injection.applied);
  let isRemoved = injection.lifecycle === 'one-shot';
  try {
    await scene.wait(WATCH_LAG_MS);
    const from = injectedAt(injection, proofOf(injection, scene.recorder, undefined));
    await scene.wait(from + plan.experiment.for - scene.clock.now());
    const removedAt = isRemoved ? undefined : await injection.remove(scene.signal);
    isRemoved = true;
    const fault: Span = {from: injection.requestedAt, to: removedAt ?? from + plan.experiment.for};
    const origin = removedAt ?? from;
    const deadline =
      injection.lifecycle === 'one-shot' ? Math.max(plan.experiment.for, scene.phases.recover) : scene.phases.recover;
    await waitForRecovery(scene, {origin, deadline, requestedAt: injection.requestedAt});
    const measured = measurementOf(plan, scene, {injection, from, removedAt, fault, deadline});
    const settle = await scene.settle(fault);
    return settle === undefined ? measured : {...measured, spans: {...measured.spans, settle}};
  } finally {
    if (!isRemoved) await removeInTime(injection, scene);
  }
}

/** The roll-back takes over what takes longer: an interrupted run has a few seconds for everything. */
async function removeInTime(injection: Injection, {clock, logger}: RepeatScene): Promise<void> {
  const giveUp = new AbortController();
  try {
    await Promise.race([injection.remove(giveUp.signal), clock.sleep(REMOVE_MS, giveUp.signal)]);
  } catch (error) {
    logger.warn(`the fault could not be removed: ${messageOf(error)}`);
  } finally {
    giveUp.abort(new Error('left to the roll-back'));
  }
}

/** Nothing is injected into a service that is not well: its recovery would have no meaning. */
async function waitForSteadyState(scene: RepeatScene): Promise<void> {
  const {clock, recorder, load, limits, phases, watched} = scene;
  const giveUpAt = clock.now() + phases.recover;
  for (;;) {
    const missing = watched.filter(({workload, serving}) => recorder.serving(workload) < serving);
    const window = {from: clock.now() - windowLength(load.samples, limits), to: clock.now()};
    const trouble =
      missing[0] === undefined
        ? (whyUnsteady(load.samples, window, limits) ?? (await scene.apiTrouble()))
        : servingText(missing[0], recorder);
    if (trouble === undefined) return;
    if (clock.now() >= giveUpAt) {
      throw new Failure(
        'inconclusive',
        `no steady state within ${phases.recover / 1000} s, so the fault was not injected: ${trouble}`,
      );
    }
    await scene.wait(LOOK_MS);
  }
}

interface RecoveryWait {
  origin: number;
  deadline: number;
  requestedAt: number;
}

/** Until the service and the pods have recovered and held, at most until the deadline has passed and could have been held. */
async function waitForRecovery(scene: RepeatScene, {origin, deadline, requestedAt}: RecoveryWait): Promise<void> {
  const {clock, recorder, load, limits, watched} = scene;
  const last = origin + deadline + windowLength(load.samples, limits);
  while (clock.now() < last) {
    const now = clock.now();
    const service = findServiceRecovery(load.samples, {from: origin, to: now}, limits);
    const pods = watched.every(({workload}) => {
      const timeline = recorder.timeline(workload, requestedAt);
      return findPodRecovery(timeline, {from: origin, to: now}, limits.forMs).state === 'recovered';
    });
    if (service.state === 'recovered' && pods) return;
    await scene.wait(LOOK_MS);
  }
}

function measurementOf(
  plan: FaultPlan,
  scene: RepeatScene,
  seen: {injection: Injection; from: number; removedAt: number | undefined; fault: Span; deadline: number},
): RepeatMeasurement {
  const {injection, from, removedAt, fault, deadline} = seen;
  const lasting: Span = {from, to: fault.to};
  const effect = burnEffect(plan, scene, injection, lasting) ?? trafficEffect(scene, lasting);
  const proof = proofOf(injection, scene.recorder, effect);
  const window: FaultWindow = {
    lifecycle: injection.lifecycle,
    requestedAt: injection.requestedAt,
    acknowledgedAt: injection.acknowledgedAt,
    injectedAt: from,
    removedAt,
    targets: injection.targets.map(target => target.name),
    applied: injection.applied,
    proof,
  };
  return {
    repeat: plan.repeat,
    fault: window,
    spans: {fault, recover: {from: fault.to, to: Math.max(fault.to, scene.clock.now())}},
    deadline,
    workloads: scene.watched.map(({workload}) => scene.recorder.timeline(workload, injection.requestedAt)),
    inconclusive: [
      ...(proof.grade === 'none' ? [`the fault was not proven: ${proof.what}`] : []),
      ...whyLost(injection, removedAt, scene.recorder),
    ],
  };
}

/** Faults that burn CPU or take memory show in their targets' usage; with the others, it would be chance. */
function burnEffect(
  {experiment}: FaultPlan,
  {usage}: RepeatScene,
  {targets, requestedAt}: Injection,
  fault: Span,
): TrafficEffect | undefined {
  const uids = targets.map(({uid}) => uid);
  const moment = {uids, requestedAt, fault};
  if (experiment.memory !== undefined) return usageEffect(usage.record(), 'memory', moment);
  if (experiment.cpu === undefined && experiment.request === undefined) return undefined;
  return usageEffect(usage.record(), 'cpu', moment);
}

/** Traffic that left its steady state during the fault proves a fault that no pod shows. */
function trafficEffect({load, limits}: RepeatScene, span: Span): TrafficEffect | undefined {
  const length = windowLength(load.samples, limits);
  for (let from = span.from; from + length <= span.to; from += length / 2) {
    const trouble = whyDegraded(load.samples, {from, to: from + length}, limits);
    if (trouble !== undefined) return {what: `the traffic changed: ${trouble}`, at: from};
  }
  return undefined;
}

function servingText({workload, serving}: RepeatScene['watched'][number], recorder: Recorder): string {
  return `${recorder.serving(workload)} of ${serving} pods of ${nameOf(workload)} are in service`;
}
