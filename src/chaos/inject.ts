import {Failure, messageOf} from '../failure.js';
import type {Clock} from '../runtime/clock.js';
import type {ChaosEngine, FaultPlan, Injection} from './engine.js';

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
  const tooLate = clock.sleep(INJECT_WITHIN_MS, giveUp.signal).then(() => {
    throw new Failure(
      'inconclusive',
      `the ${engine.name} engine could not inject ${plan.experiment.name} within ${INJECT_WITHIN_MS / 1000} s`,
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

/** The engine that injects this experiment's fault here. Refusals are the environment's: asked before anything is deployed. */
export async function chooseEngine(
  engines: readonly ChaosEngine[],
  experiment: FaultPlan['experiment'],
): Promise<ChaosEngine> {
  const refusals: string[] = [];
  for (const engine of engines) {
    if (experiment.engine !== 'auto' && experiment.engine !== engine.name) continue;
    const refusal = await engine.refusal(experiment).catch(error => messageOf(error));
    if (refusal === undefined) return engine;
    refusals.push(refusal);
  }
  throw new Failure(
    'environment',
    `experiment ${experiment.name} can't be run on this cluster: ${refusals.join('; ')}`,
  );
}
