import type {Result} from '../../src/report/result-schema.js';
import type {RepeatResult} from '../../src/report/schema/experiment.js';
import {aCost} from './a-cost-result.js';
import {aDiagnosis} from './a-diagnosis.js';
import {failingInThreeRepeats} from './a-failing-result.js';
import {aMeasuredResult, errorsObjective, faultPhase} from './a-measured-result.js';
import {aFinding, anObjective, aResult} from './a-result.js';
import {anExperiment, aRepeat, span} from './an-experiment-result.js';

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
  return aMeasuredResult()
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
  return aMeasuredResult()
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
  return aMeasuredResult()
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
