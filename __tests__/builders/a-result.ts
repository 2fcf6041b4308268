import type {Result} from '../../src/report/result-schema.js';
import type {ExperimentResult} from '../../src/report/schema/experiment.js';
import type {FindingResult, ObjectiveResult} from '../../src/report/schema/judgement.js';
import type {PhaseResult} from '../../src/report/schema/phase.js';
import {aSeries} from './a-series.js';

export interface ResultBuilder {
  build(): Result;
  with(change: Partial<Result>): ResultBuilder;
  withExperiment(experiment: ExperimentResult): ResultBuilder;
  withFinding(finding: FindingResult): ResultBuilder;
  withObjective(objective: ObjectiveResult): ResultBuilder;
  withPhase(phase: PhaseResult): ResultBuilder;
}

/** The result of a run of `checkout` on KIND in which nothing was judged yet. */
export function aResult(): ResultBuilder {
  return builder({
    schemaVersion: 1,
    tool: {name: 'chaos-cost-gate', version: '0.1.0'},
    name: 'checkout',
    verdict: 'pass',
    reasons: [],
    startedAt: '2026-11-21T08:30:00.000Z',
    durationSeconds: 131.4,
    cluster: {context: 'kind-ci', server: 'https://127.0.0.1:6443', version: 'v1.35.0', kind: 'kind'},
    load: {route: 'checkout:80', via: 'the node’s port', rate: 50, timeout: 10_000},
    experiments: [],
    diagnoses: [],
    phases: [],
    series: aSeries(),
    cost: null,
    reserved: null,
    findings: [],
    objectives: [],
    notices: [],
    timings: {
      deploySeconds: {build: 12.31, load: 4.2, apply: 0.8, rollout: 9.6},
      cleanupSeconds: 3.1,
      overheadSeconds: 1.7,
    },
  });
}

function builder(result: Result): ResultBuilder {
  const change = (changes: Partial<Result>): ResultBuilder => builder({...result, ...changes});
  return {
    build: () => structuredClone(result),
    with: change,
    withExperiment: experiment => change({experiments: [...result.experiments, experiment]}),
    withFinding: finding => change({findings: [...result.findings, finding]}),
    withObjective: objective => change({objectives: [...result.objectives, objective]}),
    withPhase: phase => change({phases: [...result.phases, phase]}),
  };
}

/** A finding about the pod kill's impact. */
export function aFinding(change: Partial<FindingResult> = {}): FindingResult {
  return {
    metric: 'latency.p95',
    experiment: 'pod-kill',
    phase: 'impact',
    value: 38.2,
    bound: '=',
    unit: 'ms',
    repeats: [],
    ...change,
  };
}

/** `recovery <= 30s`, kept with 11.6 s. */
export function anObjective(change: Partial<ObjectiveResult> = {}): ObjectiveResult {
  return {
    text: 'recovery <= 30s',
    level: 'must',
    experiment: 'pod-kill',
    metric: 'recovery',
    phase: 'impact',
    observed: {value: 11.6, bound: '=', unit: 's'},
    limit: {operator: '<=', kind: 'absolute', value: 30},
    verdict: 'pass',
    reason: 'recovery took 11.6 s, and 30 s is allowed',
    ...change,
  };
}

/** A phase of 30 s at 50 requests per second in which nothing failed. */
export function aPhase(change: Partial<PhaseResult> = {}): PhaseResult {
  return {
    name: 'baseline',
    from: 20,
    to: 50,
    requests: 1500,
    errors: 0,
    p50: 4.12,
    p95: 9.31,
    p99: 14.8,
    throughput: 50,
    lateness: 0.9,
    outcomes: {ok: 1500},
    byRequest: [
      {label: 'GET /health', requests: 1350, errors: 0, p95: 8.9},
      {label: 'POST /api/orders', requests: 150, errors: 0, p95: 12.4},
    ],
    ...change,
  };
}
