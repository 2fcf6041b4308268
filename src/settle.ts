import {costIsBack} from './cost/is-back.js';
import {pricesOf} from './cost/prices.js';
import type {Span} from './measure/measurements.js';
import type {UsageRecorder} from './measure/usage/recorder.js';
import {type PhaseScene, waitWithProgress} from './phase.js';
import type {Spec} from './spec/schema.js';

/** What the wait for the cost needs of the run around it. */
export interface SettleScene extends PhaseScene {
  spec: Pick<Spec, 'cost' | 'phases'>;
  usage: Pick<UsageRecorder, 'record'>;
  baseline: Span;
}

const LOOK_MS = 1_000;

/** Waits after a fault's recovery until the cost rate is back, at most for `phases.settle`; undefined where the spec doesn't ask for it. */
export async function settlePhase(fault: Span, scene: SettleScene): Promise<Span | undefined> {
  const {spec, usage, baseline, clock, logger} = scene;
  const most = spec.phases.settle;
  if (most === undefined) return undefined;
  const prices = pricesOf(spec.cost.prices);
  const from = clock.now();
  const seconds = (): string => ((clock.now() - from) / 1000).toFixed(0);
  while (clock.now() < from + most) {
    await waitWithProgress(Math.min(LOOK_MS, from + most - clock.now()), scene);
    if (!costIsBack(usage.record(), {baseline, since: fault.to, now: clock.now(), prices})) continue;
    logger.info(`the cost rate was back ${seconds()} s after the recovery`);
    return {from, to: clock.now()};
  }
  logger.info(`the cost rate was not back ${seconds()} s after the recovery`);
  return {from, to: clock.now()};
}
