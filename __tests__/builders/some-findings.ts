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
    cost: {
      prices: {cpu: 1, memory: 0, currency: '$', source: 'the spec', date: undefined},
      incidentsPerMonth: 4,
      source: 'kubelet',
      multiplierOf: 'baseline',
      idle: undefined,
      baseline: {usage: 0.01, request: 0.02, max: 0.02, coverage: 1},
      idleReserve: 0.01,
      experiments: [],
      rightSizing: [],
      notes: [],
    },
    diagnoses: [],
    steady: someLimits(),
    experiments: experiments ?? names.map(name => ({name, inconclusive: []})),
  };
}
