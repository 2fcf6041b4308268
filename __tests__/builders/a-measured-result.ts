import type {PhaseResult} from '../../src/report/schema/phase.js';
import {anObjective, aPhase, aResult, type ResultBuilder} from './a-result.js';

/** A run on its way: warm-up and baseline went well. */
export function aMeasuredResult(): ResultBuilder {
  return aResult()
    .withPhase(aPhase({name: 'warmup', from: 15, to: 20, requests: 250, outcomes: {ok: 250}}))
    .withPhase(aPhase());
}

/** `errors <= 1%`, kept with so many percent. */
export function errorsObjective(value: number) {
  return anObjective({
    text: 'errors <= 1%',
    metric: 'errors',
    observed: {value, bound: '=', unit: '%'},
    limit: {operator: '<=', kind: 'absolute', value: 1},
    reason: `${value} % of the requests failed, and 1 % is allowed`,
  });
}

/** The 30 s of the pod kill in a repeat, in which few requests failed. */
export function faultPhase(repeat: number): PhaseResult {
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
