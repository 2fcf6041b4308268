import {Failure, isFailure, messageOf} from '../failure.js';
import type {Clock} from '../runtime/clock.js';
import type {ChaosEngine, FaultPlan, Injection, Refusal} from './engine.js';
import {faultKindOf} from './fault.js';

/** An injection that takes longer is given up: the fault would hit after the phase that watches for it. */
const INJECT_WITHIN_MS = 20_000;

/** Injects and waits for the engine's word. Fails with `inconclusive` when it does not come in time. */
export async function inject(
  engine: ChaosEngine,
  plan: FaultPlan,
  clock: Clock,
  signal: AbortSignal,
): Promise<Injection> {
  const giveUp = new AbortController();
  const withinMs = engine.giveUpMs ?? INJECT_WITHIN_MS;
  const tooLate = clock.sleep(withinMs, giveUp.signal).then(() => {
    throw new Failure(
      'inconclusive',
      `the ${engine.name} engine could not inject ${plan.experiment.name} within ${withinMs / 1000} s`,
    );
  });
  tooLate.catch(() => {}); // it loses the race in a good run
  try {
    return await Promise.race([engine.inject(plan, AbortSignal.any([signal, giveUp.signal])), tooLate]);
  } catch (error) {
    throw signal.aborted ? signal.reason : error;
  } finally {
    giveUp.abort(new Error('injection is over'));
  }
}

/**
 * The engine that injects this experiment's fault here: the first that can. Asked before anything is deployed; fails with `environment`
 * where this cluster can't do it, and with `usage` where no cluster could.
 */
export async function chooseEngine(
  engines: readonly ChaosEngine[],
  experiment: FaultPlan['experiment'],
): Promise<ChaosEngine> {
  const kind = faultKindOf(experiment);
  const allowed = engines.filter(({name}) => experiment.engine === 'auto' || experiment.engine === name);
  const able = allowed.filter(({faults}) => faults.includes(kind));
  if (able.length === 0) {
    throw new Failure('usage', `experiment ${experiment.name}: the engine ${experiment.engine} can't do ${kind}`, {
      hint: 'Leave `engine` out.',
    });
  }
  const refusals: Refusal[] = [];
  for (const engine of able) {
    const refusal = await askFor(engine, experiment);
    if (refusal === undefined) return engine;
    refusals.push(refusal);
  }
  throw new Failure(
    'environment',
    `experiment ${experiment.name} can't be run on this cluster: ${refusals.map(({why}) => why).join('; ')}`,
    {hint: refusals.flatMap(({fix}) => fix ?? []).join(' ') || undefined},
  );
}

async function askFor(engine: ChaosEngine, experiment: FaultPlan['experiment']): Promise<Refusal | undefined> {
  try {
    return await engine.refusal(experiment);
  } catch (error) {
    if (isFailure(error) && error.blame === 'usage') throw error;
    return {why: messageOf(error)};
  }
}
