import type {Comparison, Finding, ObjectiveFinding} from '../../src/analysis/finding.js';
import {anObjective} from './an-objective.js';

/** What was found about an objective, as text; nothing is missing. */
export function anObjectiveFinding(
  text: string,
  found: Partial<Finding> & {level?: 'must' | 'should'; comparison?: Partial<Comparison>} = {},
): ObjectiveFinding {
  const {level = 'must', comparison, ...finding} = found;
  const objective = anObjective(text);
  return {
    objective,
    level,
    experiment: finding.experiment ?? 'pod-kill',
    finding: {
      metric: objective.metric,
      experiment: 'pod-kill',
      phase: objective.during ?? 'impact',
      value: 0,
      bound: '=',
      unit: objective.unit,
      repeats: [],
      missing: [],
      ...finding,
    },
    ...(comparison === undefined
      ? {}
      : {comparison: {estimate: 0, lower: 0, upper: 0, confidence: 99, reference: 100, ...comparison}}),
  };
}
