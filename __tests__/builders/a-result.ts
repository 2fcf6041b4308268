import {adviceFor} from '../../src/analysis/recovery-advice.js';
import type {RecoveryPart} from '../../src/analysis/recovery-split.js';
import type {Result} from '../../src/report/result-schema.js';
import type {CausesResult} from '../../src/report/schema/causes.js';
import type {CostResult, IncidentCost} from '../../src/report/schema/cost.js';
import type {ExperimentResult, RepeatResult} from '../../src/report/schema/experiment.js';
import type {FindingResult, ObjectiveResult} from '../../src/report/schema/judgement.js';
import type {PhaseResult} from '../../src/report/schema/phase.js';
import type {RightSizingResult} from '../../src/report/schema/right-sizing.js';
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

/** An experiment that kills a pod. */
export function anExperiment(change: Partial<ExperimentResult> = {}): ExperimentResult {
  return {
    name: 'pod-kill',
    fault: 'podKill Deployment/checkout',
    engine: 'native',
    verdict: 'pass',
    reasons: [],
    repeats: [aRepeat()],
    ...change,
  };
}

/** A repeat that recovered after `pod` seconds, its traffic after `service`; 6.2 s of it went into pulling the image. */
export function aRepeat({
  repeat = 1,
  service = 3.1,
  pod = 11.6,
}: {
  repeat?: number;
  service?: number;
  pod?: number;
} = {}): RepeatResult {
  const start = 60 * repeat;
  const ready = Number((pod - 6.9).toFixed(3));
  return {
    repeat,
    injection: {
      requestedAt: start,
      acknowledgedAt: start + 0.052,
      injectedAt: start + 0.018,
      applied: `deleted 1 of 2 pods of Deployment/checkout (seed 42): checkout-${repeat}a`,
    },
    proof: {grade: 'effect', what: `the pod checkout-${repeat}a was deleted`},
    targets: [`checkout-${repeat}a`],
    recovery: {service: span(service), pod: span(pod), total: span(Math.max(service, pod))},
    recoveredAt: {
      service: start + 0.018 + service,
      pod: start + 0.018 + pod,
      total: start + 0.018 + Math.max(service, pod),
    },
    split: [
      {part: 'noticed', seconds: 0.02, uncertaintySeconds: 0},
      {part: 'created', seconds: 0.012, uncertaintySeconds: 0},
      {part: 'scheduled', seconds: 0.009, uncertaintySeconds: 0},
      {part: 'image pulled', seconds: 6.2, uncertaintySeconds: 0.5},
      {part: 'started', seconds: 0.61, uncertaintySeconds: 0.5},
      {part: 'ready', seconds: ready, uncertaintySeconds: 0},
      {part: 'in service', seconds: 0.049, uncertaintySeconds: 0},
    ],
    dominant: dominantOf(`checkout-${repeat}b`, ready > 6.2 ? ['ready', ready] : ['image pulled', 6.2]),
    timeline: [
      {at: start + 0.018, what: 'terminating', pod: `checkout-${repeat}a`},
      {at: start + 0.05, what: 'created', pod: `checkout-${repeat}b`},
      {
        at: start + 6.3,
        what: 'pulled',
        pod: `checkout-${repeat}b`,
        detail: 'Successfully pulled image "checkout:ci" in 6.2s',
      },
      {at: start + pod, what: 'in-service', pod: `checkout-${repeat}b`},
    ],
    inconclusive: [],
  };
}

function dominantOf(pod: string, [part, seconds]: [RecoveryPart, number]): RepeatResult['dominant'] {
  const parts = [{part, seconds, uncertainty: 0}];
  return {part, advice: adviceFor({pod, parts, longest: part})};
}

/** A recovery that took so many seconds; `bound: '>'` is one that did not come. */
export function span(value: number | null, bound: '=' | '>' = '='): RepeatResult['recovery']['total'] {
  return {value, bound, unit: 's'};
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

/** What a pod kill cost by OpenCost's prices, after an idle phase; the pods request more than they use. */
export function aCost(change: Partial<CostResult> = {}): CostResult {
  return {
    prices: {cpu: 0.031611, memory: 0.004237, currency: '$', source: 'OpenCost’s default prices', date: '2026-11-21'},
    incidentsPerMonth: 4,
    usageFrom: 'kubelet',
    multiplierOf: 'idle',
    idle: {usage: 0.0004, request: 0.00845, max: 0.00845, coverage: 1},
    baseline: {usage: 0.00412, request: 0.00845, max: 0.00846, coverage: 0.998},
    idleReserve: 0.00434,
    experiments: [
      {
        name: 'pod-kill',
        coverage: 0.961,
        usage: anIncidentCost(),
        request: anIncidentCost({
          hourly: 0.00845,
          multiplier: 1,
          excess: {above: 0, below: 0, noise: 0},
          monthly: 6.17,
        }),
        max: anIncidentCost({hourly: 0.0091, multiplier: 1.077, monthly: 6.18}),
        causes: someCauses(),
      },
    ],
    rightSizing: [aRightSizing()],
    notes: [],
    ...change,
  };
}

/** A container that asks for more CPU than it needs, and for as much memory as it does. */
export function aRightSizing(change: Partial<RightSizingResult> = {}): RightSizingResult {
  const MIB = 2 ** 20;
  return {
    workload: 'Deployment/checkout',
    container: 'app',
    replicas: 2,
    seconds: 90,
    faults: 1,
    coverage: 0.98,
    cpu: {
      request: 0.5,
      limit: 1,
      used: {p50: 0.081, p95: 0.104, max: 0.12},
      action: 'lower',
      target: 0.12,
      monthly: -17.54,
      vpa: 0.126,
      evidence:
        'CPU request 500m; at most 120m were used over 1 min 30 s of load incl. 1 fault (p95 104m); lower it to 120m (p95 × 1.15, rounded up).',
    },
    memory: {
      request: 64 * MIB,
      limit: 128 * MIB,
      used: {p50: 48 * MIB, p95: 51 * MIB, max: 52 * MIB},
      action: 'keep',
      target: null,
      monthly: null,
      vpa: null,
      evidence:
        'Memory request 64Mi; at most 52Mi were used over 1 min 30 s of load incl. 1 fault (p95 51Mi); it fits (the most × 1.2).',
    },
    ...change,
  };
}

/** Most of it is the start of the replacement. */
export function someCauses(change: Partial<CausesResult> = {}): CausesResult {
  return {
    usage: [
      {cause: 'start-up', dollars: 0.0000063, share: 0.7241, count: 1},
      {cause: 'retries', dollars: 0, share: 0, count: 0},
      {cause: 'failed', dollars: 0, share: 0, count: 12},
      {cause: 'injected', dollars: 0, share: 0, count: null},
      {cause: 'unexplained', dollars: 0.0000024, share: 0.2759, count: null},
    ],
    request: [
      {cause: 'added pods', dollars: 0, share: null, count: 0},
      {cause: 'overlap', dollars: 0, share: null, count: 0},
      {cause: 'unexplained', dollars: 0, share: null, count: null},
    ],
    sentences: ['72 % of the excess by usage comes from 1 start of pods, until they were ready: make a start cheaper'],
    ...change,
  };
}

/** A little more, after an outage that saved a little. */
export function anIncidentCost(change: Partial<IncidentCost> = {}): IncidentCost {
  return {
    hourly: 0.00531,
    multiplier: 13.275,
    excess: {above: 0.0000087, below: -0.0000012, noise: 0.0000004},
    perMillion: 0.0297,
    monthly: 3.01,
    ...change,
  };
}
