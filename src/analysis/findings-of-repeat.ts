import type {RepeatMeasurement} from '../measure/measurements.js';
import type {ExperimentSpec, Spec} from '../spec/schema.js';
import {analyseRepeat, type Run} from './analyse-repeat.js';
import {effectiveObjectives} from './effective-objectives.js';
import type {ObjectiveFinding} from './finding.js';
import {measureWorst} from './measure-metric.js';
import {isRelative} from './relative.js';
import {tallyOnce} from './tally.js';

/** What one repeat by itself says about each `must` that is judged by the worst of them: more repeats can only make it worse. */
export function findingsOfRepeat(
  measured: RepeatMeasurement,
  experiment: ExperimentSpec,
  run: Pick<Run, 'samples' | 'baseline' | 'limits'> & {spec: Pick<Spec, 'steady' | 'load' | 'gate'>},
): ObjectiveFinding[] {
  const repeat = analyseRepeat(measured, {...run, tally: tallyOnce(run.samples)});
  const {name} = experiment;
  const alone = {name, lifecycle: measured.fault.lifecycle, repeats: [repeat], inconclusive: []};
  return effectiveObjectives(experiment, run.spec.gate).flatMap(({level, objective}) => {
    if (level !== 'must' || isRelative(objective)) return [];
    const finding = measureWorst(objective.metric, alone);
    return finding === undefined ? [] : [{objective, level, experiment: name, finding}];
  });
}
