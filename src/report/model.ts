import type {Findings} from '../analysis/analyse.js';
import type {Finding, Reading} from '../analysis/finding.js';
import type {PhaseSummary} from '../analysis/phases.js';
import type {Series as AnalysedSeries} from '../analysis/series.js';
import type {ReservedDiff} from '../cost/reserved/diff.js';
import type {ObjectiveResult as Judged, Verdict} from '../gate/judge.js';
import type {Measurements} from '../measure/measurements.js';
import {costResult} from './model-cost.js';
import {experimentResults} from './model-experiments.js';
import {reservedResult} from './model-reserved.js';
import type {Result} from './result-schema.js';
import type {FindingResult, ObjectiveResult} from './schema/judgement.js';
import type {PhaseResult, Series} from './schema/phase.js';

/** Everything that a report is made of. What the run did not come to is left out. */
export interface RunRecord {
  tool: Result['tool'];
  name: string;
  verdict: Result['verdict'];
  /** Worst first. */
  reasons: string[];
  startedAt: Date;
  /** Monotonic ms. */
  began: number;
  ended: number;
  cluster: Result['cluster'];
  load: Result['load'];
  measured?: {measurements: Measurements; findings: Findings; judged: Verdict; series: AnalysedSeries};
  /** What the manifests reserve, and how its limits were judged. */
  reserved?: {diff: ReservedDiff; comparedWith: string | undefined; judged: Verdict} | undefined;
  notices: string[];
  timings: Result['timings'];
}

/** Puts a run into the published form of result.json. All times become seconds since the start of the run. */
export function buildResult(record: RunRecord): Result {
  const {measured, reserved, began, ended} = record;
  const parts = measured === undefined ? NOTHING_MEASURED : measuredParts(measured, began);
  return {
    schemaVersion: 1,
    tool: record.tool,
    name: record.name,
    verdict: record.verdict,
    reasons: record.reasons,
    startedAt: record.startedAt.toISOString(),
    durationSeconds: (ended - began) / 1000,
    cluster: record.cluster,
    load: record.load,
    notices: record.notices,
    timings: record.timings,
    ...parts,
    reserved: reserved === undefined ? null : reservedResult(reserved.diff, reserved.comparedWith),
    objectives: [...(reserved?.judged.objectives ?? []).map(objectiveResult), ...parts.objectives],
  };
}

type MeasuredParts = Pick<
  Result,
  'experiments' | 'diagnoses' | 'phases' | 'series' | 'cost' | 'findings' | 'objectives' | 'histograms'
>;

const NOTHING_MEASURED: MeasuredParts = {
  experiments: [],
  diagnoses: [],
  phases: [],
  series: {t: [], rate: [], ok: [], errors: [], p50: [], p95: [], p99: [], ready: [], cost: [], costRequest: []},
  cost: null,
  findings: [],
  objectives: [],
};

function measuredParts(
  {measurements, findings, judged, series}: NonNullable<RunRecord['measured']>,
  began: number,
): MeasuredParts {
  /** The analysis counts from the start of the load. */
  const loadBegan = (measurements.samples.startAt - began) / 1000;
  return {
    experiments: experimentResults({measurements, findings, judged, began}),
    diagnoses: findings.diagnoses.map(({seconds = null, ...diagnosis}) => ({...diagnosis, seconds})),
    phases: findings.phases.map(phase => phaseResult(phase, loadBegan)),
    series: shifted(series, loadBegan),
    cost: costResult(findings.cost),
    findings: findings.findings.map(findingResult),
    objectives: judged.objectives.map(objectiveResult),
    histograms: findings.phases.map(({phase, experiment, repeat, hdr}) => ({
      name: phase,
      ...where({experiment, repeat}),
      hdr,
    })),
  };
}

function phaseResult(phase: PhaseSummary, loadBegan: number): PhaseResult {
  const {experiment, repeat, requests, errors, p50, p95, p99, outcomes} = phase;
  return {
    name: phase.phase,
    ...where({experiment, repeat}),
    from: loadBegan + phase.from,
    to: loadBegan + phase.to,
    requests,
    errors: errors.value,
    p50: exact(p50),
    p95: exact(p95),
    p99: exact(p99),
    throughput: phase.throughput.value ?? 0,
    lateness: phase.lateness,
    ...(phase.attempts > requests ? {attempts: phase.attempts} : {}),
    outcomes: Object.fromEntries(
      Object.entries(outcomes).filter(([outcome, count]) => outcome !== 'pending' && count > 0),
    ),
    byRequest: phase.byRequest.map(request => ({
      label: request.label,
      requests: request.requests,
      errors: request.errors.value,
      p95: exact(request.p95),
    })),
  };
}

function where({experiment, repeat}: {experiment?: string | undefined; repeat?: number | undefined}): {
  experiment?: string;
  repeat?: number;
} {
  return {...(experiment === undefined ? {} : {experiment}), ...(repeat === undefined ? {} : {repeat})};
}

/** A percentile that failures reach has no value to draw. */
function exact({value, bound}: Reading): number | null {
  return bound === '=' ? value : null;
}

function shifted(series: AnalysedSeries, loadBegan: number): Series {
  return {...series, t: series.t.map(second => loadBegan + second)};
}

function findingResult(finding: Finding): FindingResult {
  const {metric, experiment, phase, value, bound, earliest, unit, repeats, note} = finding;
  return {
    metric,
    experiment,
    phase,
    value,
    bound,
    ...(earliest === undefined ? {} : {earliest}),
    unit,
    repeats: repeats.map(repeat => ({value: repeat.value, bound: repeat.bound})),
    ...(note === undefined ? {} : {note}),
  };
}

function objectiveResult(judged: Judged): ObjectiveResult {
  const {objective, level, experiment, finding, comparison, verdict, reason} = judged;
  return {
    text: objective.text,
    level,
    experiment,
    metric: objective.metric,
    phase: finding.phase,
    observed: {value: finding.value, bound: finding.bound, unit: finding.unit},
    limit: {
      operator: objective.operator,
      kind: objective.limit.kind,
      value: objective.limit.value,
      ...(objective.versus === undefined ? {} : {versus: objective.versus}),
    },
    verdict,
    reason,
    ...(comparison === undefined
      ? {}
      : {
          comparison: {
            estimate: comparison.estimate,
            lower: comparison.lower,
            upper: comparison.upper,
            reference: comparison.reference,
          },
        }),
  };
}
