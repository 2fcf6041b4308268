import type {Findings} from '../../src/analysis/analyse.js';
import type {ObjectiveFinding} from '../../src/analysis/finding.js';
import {someLimits} from './some-limits.js';

/** Findings that hold nothing but these objectives, of experiments that could be judged. */
export function someFindings(objectives: ObjectiveFinding[], experiments?: Findings['experiments']): Findings {
  const names = [...new Set(objectives.map(({experiment}) => experiment))];
  return {
    findings: objectives.map(({finding}) => finding),
    objectives,
    phases: [],
    repeats: [],
    steady: someLimits(),
    experiments: experiments ?? names.map(name => ({name, inconclusive: []})),
  };
}
