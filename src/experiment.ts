import {findingsOfRepeat} from './analysis/findings-of-repeat.js';
import type {ChaosEngine, FaultPlan} from './chaos/engine.js';
import {adviceOf, isFailure} from './failure.js';
import {whyStop} from './gate/why-stop.js';
import type {ExperimentMeasurement, Span} from './measure/measurements.js';
import {untilSettled} from './phase.js';
import {type RepeatScene, runRepeat} from './repeat.js';
import type {Spec} from './spec/schema.js';

/** What an experiment needs of the run around it. */
export interface ExperimentScene extends Omit<FaultPlan, 'repeat'> {
  engine: ChaosEngine;
  scene: RepeatScene;
  baseline: Span;
  spec: Spec;
}

/**
 * Runs an experiment's repeats into `measured`, until one of them decides the verdict. A repeat that can't be judged ends its
 * experiment, but not the run: the others may still say something.
 */
export async function runExperiment(measured: ExperimentMeasurement, about: ExperimentScene): Promise<void> {
  const {experiment, engine, scene, namespace, target} = about;
  for (let repeat = 1; repeat <= experiment.repeat; repeat++) {
    const of = experiment.repeat === 1 ? '' : ` (${repeat} of ${experiment.repeat})`;
    scene.logger.step(`Experiment ${experiment.name}${of}: ${measured.fault}`);
    try {
      measured.repeats.push(await runRepeat(engine, {experiment, namespace, target, repeat}, scene));
    } catch (error) {
      if (scene.signal.aborted || !isFailure(error) || error.blame !== 'inconclusive') throw error;
      const why = adviceOf(error);
      scene.logger.warn(`${experiment.name}: ${why}`);
      measured.inconclusive.push(why);
      return;
    }
    if (repeat < experiment.repeat && (await isDecided(measured, about))) return;
  }
}

/** The slowest repeat is judged, so that nothing can mend what one of them breached. Waits until that one's requests have ended. */
async function isDecided(measured: ExperimentMeasurement, about: ExperimentScene): Promise<boolean> {
  const {experiment, scene, baseline, spec} = about;
  const {samples} = scene.load;
  const last = measured.repeats.at(-1)!;
  await untilSettled(last.spans.recover.to, samples.timeout, scene);
  const why = whyStop(findingsOfRepeat(last, experiment, {samples, baseline, limits: scene.limits, spec}));
  if (why === undefined) return false;
  measured.stopped = `stopped after ${measured.repeats.length} of ${experiment.repeat}: ${why}`;
  scene.logger.info(`${experiment.name}: ${measured.stopped}; no further repeat can change the verdict`);
  return true;
}
