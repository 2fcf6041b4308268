import type {Result} from '../../src/report/result-schema.js';
import type {CostResult} from '../../src/report/schema/cost.js';
import type {RepeatResult} from '../../src/report/schema/experiment.js';
import type {PhaseResult} from '../../src/report/schema/phase.js';
import {aCost, anIncidentCost} from './a-cost-result.js';
import {aMeasuredResult, errorsObjective, faultPhase} from './a-measured-result.js';
import {aFinding, anObjective, aPhase} from './a-result.js';
import {aSeries} from './a-series.js';
import {anExperiment, aRepeat, span} from './an-experiment-result.js';

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
  return aMeasuredResult()
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
