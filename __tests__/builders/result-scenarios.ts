import type {Result} from '../../src/report/result-schema.js';
import type {CostResult} from '../../src/report/schema/cost.js';
import type {RepeatResult} from '../../src/report/schema/experiment.js';
import type {PhaseResult} from '../../src/report/schema/phase.js';
import {aDiagnosis} from './a-diagnosis.js';
import {
  aCost,
  aFinding,
  anExperiment,
  anIncidentCost,
  anObjective,
  aPhase,
  aRepeat,
  aResult,
  type ResultBuilder,
  span,
} from './a-result.js';
import {aSeries} from './a-series.js';

/** Runs that reports are made of, one for each verdict. */
export const RESULT_SCENARIOS: Record<string, () => Result> = {
  pass: passing,
  'fail-three-repeats': failingInThreeRepeats,
  inconclusive,
  'error-before-measuring': failedToBuild,
  warn: warning,
};

/** One pod kill, recovered well within its limits. */
export function passing(): Result {
  return measured()
    .with({cost: aCost()})
    .withExperiment(anExperiment({seed: 7}))
    .withPhase(faultPhase(1))
    .withObjective(anObjective())
    .withObjective(errorsObjective(0.42))
    .withFinding(aFinding({metric: 'recovery', value: 11.6, unit: 's'}))
    .withFinding(aFinding())
    .withFinding(aFinding({metric: 'errors', value: 0.42, unit: '%'}))
    .build();
}

/** The third of three repeats never recovered, and the latency doubled. */
export function failingInThreeRepeats(): Result {
  const last = aRepeat({repeat: 3, pod: 41.2});
  const neverAgain: RepeatResult = {
    ...last,
    recoveredAt: {...last.recoveredAt, service: null, total: null},
    recovery: {
      service: span(60, '>'),
      pod: span(41.2),
      total: {...span(60, '>'), note: 'requests still failed when the deadline of 60 s came'},
    },
  };
  return measured()
    .with({
      verdict: 'fail',
      reasons: [
        'pod-kill: the service had not recovered 60 s after the fault in repeat 3 of 3; 30 s is allowed',
        'pod-kill: latency.p95 rose by 104 % over the baseline (99 %: 71 % to 140 %); 25 % is allowed',
        'pod-kill: 27.6 % of the requests failed; 1 % is allowed',
        'pod-kill: recovery took longer than the 15 s that it should',
      ],
      durationSeconds: 312.6,
      series: aSeries({seconds: 225, outage: [181, 222]}),
      cost: costWithoutIdle(),
      notices: ['This pull request changes gate.yaml: `recovery <= 30s` was `recovery <= 20s`'],
    })
    .withExperiment(
      anExperiment({
        verdict: 'fail',
        repeats: [aRepeat({repeat: 1, pod: 9}), aRepeat({repeat: 2, pod: 13}), neverAgain],
      }),
    )
    .withPhase(faultPhase(1))
    .withPhase(faultPhase(2))
    .withPhase(outage(3))
    .withObjective(
      anObjective({
        text: 'recovery <= 15s',
        level: 'should',
        ...neverRecovered,
        limit: {operator: '<=', kind: 'absolute', value: 15},
        verdict: 'warn',
      }),
    )
    .withObjective({...errorsObjective(27.64), verdict: 'fail'})
    .withObjective(anObjective({...neverRecovered, verdict: 'fail'}))
    .withObjective(latencyObjective())
    .withFinding(aFinding({metric: 'errors', phase: 'baseline', value: 0, unit: '%'}))
    .build();
}

/** The fault could not be shown in the only repeat, and too few requests were sent for the percentile. */
function inconclusive(): Result {
  const unproven: RepeatResult = {
    ...aRepeat(),
    proof: {grade: 'none', what: 'nothing was seen: the pod is still the same'},
    recovery: {
      service: {...span(null), note: 'the fault was not proven'},
      pod: span(null),
      total: {...span(null), note: 'the fault was not proven'},
    },
    recoveredAt: {service: null, pod: null, total: null},
    split: [],
    timeline: [],
    inconclusive: ['the engine said that it deleted checkout-1a, but the pod is still there'],
  };
  const {dominant: _, ...withoutDominant} = unproven;
  const unmeasured = {
    observed: {value: null, bound: '=' as const, unit: 's' as const},
    verdict: 'inconclusive' as const,
  };
  return measured()
    .with({
      verdict: 'inconclusive',
      reasons: ['pod-kill: the fault was not proven: nothing was seen, the pod is still the same'],
    })
    .withExperiment(anExperiment({verdict: 'inconclusive', repeats: [withoutDominant]}))
    .withObjective(anObjective({...unmeasured, reason: 'the fault was not proven'}))
    .build();
}

/** The image could not be built: nothing was measured. */
function failedToBuild(): Result {
  return aResult()
    .with({
      verdict: 'error',
      reasons: [
        '`docker build -t checkout:ci .` exited with 1:\n#7 ERROR: failed to solve: node:24-slim: pull access denied\n------\nDockerfile:1\n',
      ],
      durationSeconds: 4.2,
      cluster: {context: 'kind-ci', version: null, kind: 'kind'},
      load: null,
      series: {t: [], rate: [], ok: [], errors: [], p50: [], p95: [], p99: [], ready: [], cost: [], costRequest: []},
      timings: {
        deploySeconds: {build: 3.9, load: null, apply: null, rollout: null},
        cleanupSeconds: 0.2,
        overheadSeconds: null,
      },
    })
    .build();
}

/** Everything that must be is, but the recovery takes a little longer than it should. */
function warning(): Result {
  return measured()
    .with({
      verdict: 'warn',
      reasons: ['pod-kill: recovery took 15.04 s; it should take at most 15 s'],
      diagnoses: [
        aDiagnosis(),
        aDiagnosis({
          rule: 'no-readiness-probe',
          severity: 'low',
          seconds: null,
          seenIn: 3,
          what: 'no container of Deployment/checkout has a readinessProbe',
          fix: 'give container app a readinessProbe',
        }),
      ],
    })
    .withExperiment(anExperiment({verdict: 'warn', repeats: [aRepeat({pod: 15.04})]}))
    .withPhase(faultPhase(1))
    .withObjective(anObjective({observed: {value: 15.04, bound: '=', unit: 's'}}))
    .withObjective(
      anObjective({
        text: 'recovery <= 15s',
        level: 'should',
        observed: {value: 15.04, bound: '=', unit: 's'},
        limit: {operator: '<=', kind: 'absolute', value: 15},
        verdict: 'warn',
      }),
    )
    .withFinding(aFinding())
    .build();
}

/** By prices of the spec's own, without an idle phase; the stress was reserved already. */
function costWithoutIdle(): CostResult {
  const [experiment] = aCost().experiments;
  return aCost({
    prices: {cpu: 0.048, memory: 0, currency: '$', source: 'the spec', date: null},
    multiplierOf: 'baseline',
    idle: null,
    experiments: [
      {
        ...experiment!,
        max: anIncidentCost({hourly: 0.00846, multiplier: 1, excess: {above: 0, below: 0, noise: 0}, monthly: 6.18}),
        usage: anIncidentCost({perMillion: null}),
      },
    ],
    notes: [
      'in pod-kill, the stress stayed below what the pods request, so by request and by max it costs nothing: that capacity is paid for whether it is used or not',
    ],
  });
}

const neverRecovered = {
  observed: {value: 60, bound: '>' as const, unit: 's' as const},
  reason: 'the service had not recovered 60 s after the fault in repeat 3 of 3',
};

function measured(): ResultBuilder {
  return aResult()
    .withPhase(aPhase({name: 'warmup', from: 15, to: 20, requests: 250, outcomes: {ok: 250}}))
    .withPhase(aPhase());
}

function errorsObjective(value: number) {
  return anObjective({
    text: 'errors <= 1%',
    metric: 'errors',
    observed: {value, bound: '=', unit: '%'},
    limit: {operator: '<=', kind: 'absolute', value: 1},
    reason: `${value} % of the requests failed, and 1 % is allowed`,
  });
}

function latencyObjective() {
  return anObjective({
    text: 'latency.p95 <= +25% vs baseline',
    metric: 'latency.p95',
    observed: {value: 19, bound: '=', unit: 'ms'},
    limit: {operator: '<=', kind: 'percent', value: 25, versus: 'baseline'},
    verdict: 'fail',
    reason: 'latency.p95 rose by 104 % over the baseline',
    comparison: {estimate: 104.2, lower: 71.3, upper: 140, reference: 9.31},
  });
}

function faultPhase(repeat: number): PhaseResult {
  return aPhase({
    name: 'fault',
    experiment: 'pod-kill',
    repeat,
    from: 60 * repeat,
    to: 60 * repeat + 30,
    errors: 0.42,
    p95: 38.2,
    p99: 212.4,
    throughput: 49.8,
    outcomes: {ok: 1494, refused: 4, reset: 2},
    byRequest: [
      {label: 'GET /health', requests: 1350, errors: 0.3, p95: 31.5},
      {label: 'POST /api/orders', requests: 150, errors: 1.33, p95: 51.7},
    ],
  });
}

function outage(repeat: number): PhaseResult {
  return aPhase({
    ...faultPhase(repeat),
    errors: 82.1,
    p95: null,
    p99: null,
    p50: null,
    throughput: 8.94,
    outcomes: {ok: 268, refused: 1201, timeout: 31},
    byRequest: [{label: 'GET /health', requests: 1350, errors: 82, p95: null}],
  });
}
