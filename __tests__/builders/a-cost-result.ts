import type {CausesResult} from '../../src/report/schema/causes.js';
import type {CostResult, IncidentCost} from '../../src/report/schema/cost.js';
import type {RightSizingResult} from '../../src/report/schema/right-sizing.js';

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
