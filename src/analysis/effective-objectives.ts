import type {Objective} from '../spec/objective.js';
import type {ExperimentSpec, Spec} from '../spec/schema.js';

/** An objective and what its breach means. */
export interface LeveledObjective {
  level: 'must' | 'should';
  objective: Objective;
}

/** What an experiment is judged by: its own objectives, and the gate's on other metrics than its own of the same level. */
export function effectiveObjectives(experiment: ExperimentSpec, gate: Spec['gate']): LeveledObjective[] {
  return LEVELS.flatMap(level => {
    const own = experiment[level];
    const replaced = new Set(own.map(({metric}) => metric));
    const inherited = gate[level].filter(({metric}) => !replaced.has(metric));
    return [...own, ...inherited].filter(isOfExperiments).map(objective => ({level, objective}));
  });
}

/** What is reserved follows from the manifests, and is judged once for the run. */
function isOfExperiments({metric}: Objective): boolean {
  return metric !== 'cost.reserved';
}

const LEVELS = ['must', 'should'] as const;
