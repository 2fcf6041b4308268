import type {Unit} from '../spec/objective.js';
import {
  formatBeside,
  formatChange,
  formatIncrease,
  formatLimit,
  formatMeasured,
  inCurrency,
  NOTHING,
} from './format.js';
import type {Result} from './result-schema.js';
import type {FindingResult, ObjectiveResult} from './schema/judgement.js';
import type {PhaseResult} from './schema/phase.js';
import type {Measured, Verdict} from './schema/quantities.js';
import {metricTitle} from './wording.js';

/** One line of the table that people look at first; texts from outside are not escaped yet. */
export interface JudgedRow {
  experiment: string;
  metric: string;
  baseline: string;
  observed: string;
  change: string;
  limit: string;
  /** Undefined where no objective judges it. */
  verdict: Verdict | undefined;
}

/** Each objective, the worst first, then the key metrics that none judges. */
export function judgedRows(result: Result): JudgedRow[] {
  const judged = [...result.objectives].sort((a, b) => BAD_FIRST.indexOf(a.verdict) - BAD_FIRST.indexOf(b.verdict));
  const currency = result.reserved?.currency ?? result.cost?.prices.currency ?? '$';
  return [
    ...judged.map(objective => objectiveRow(result, objective)),
    ...unjudged(result).map(finding => findingRow(result, finding)),
  ].map(row => rowIn(row, currency));
}

/** What the table's columns are called: a run without experiments knows of before and after alone. */
export function judgedTitles({experiments}: Result): {reference: string; observed: string} {
  return experiments.length === 0
    ? {reference: 'Before', observed: 'After'}
    : {reference: 'Baseline', observed: 'Under chaos'};
}

function rowIn(row: JudgedRow, currency: string): JudgedRow {
  const say = (text: string): string => inCurrency(text, currency);
  return {
    ...row,
    baseline: say(row.baseline),
    observed: say(row.observed),
    change: say(row.change),
    limit: say(row.limit),
  };
}

const BAD_FIRST: readonly Verdict[] = ['fail', 'error', 'inconclusive', 'warn', 'pass'];
const KEY_METRICS = ['recovery', 'latency.p95', 'errors'];

function objectiveRow(result: Result, objective: ObjectiveResult): JudgedRow {
  const {observed, limit} = objective;
  const baseline = baselineOf(result, objective, observed.unit);
  return {
    experiment: objective.experiment === '' ? NOTHING : objective.experiment,
    metric: metricTitle(objective),
    baseline: baseline === undefined ? NOTHING : formatMeasured(baseline, observed.unit),
    observed: formatBeside(observed, limitsOn(result, objective), observed.unit) + ofRepeats(result, objective),
    change: comparedChange(objective) ?? formatIncrease(observed, baseline, observed.unit),
    limit: `${formatLimit(limit, observed.unit)}${objective.level === 'should' ? ' (should)' : ''}`,
    verdict: objective.verdict,
  };
}

/** The limits in the metric's own unit, so that a value looks the same in the row of its must and of its should. */
function limitsOn(result: Result, objective: ObjectiveResult): number[] {
  return result.objectives
    .filter(({limit, ...other}) => limit.kind === 'absolute' && keyOf(other) === keyOf(objective))
    .map(({limit}) => limit.value);
}

function findingRow(result: Result, finding: FindingResult): JudgedRow {
  const baseline = baselineOf(result, finding, finding.unit);
  return {
    experiment: finding.experiment,
    metric: metricTitle(finding),
    baseline: baseline === undefined ? NOTHING : formatMeasured(baseline, finding.unit),
    observed: formatMeasured(finding, finding.unit) + ofRepeats(result, finding),
    change: formatIncrease(finding, baseline, finding.unit),
    limit: NOTHING,
    verdict: undefined,
  };
}

function unjudged(result: Result): FindingResult[] {
  const judged = new Set(result.objectives.map(keyOf));
  const keyFindings = KEY_METRICS.flatMap(metric =>
    result.findings.filter(finding => finding.metric === metric && finding.phase === 'impact'),
  );
  return result.experiments.flatMap(({name}) =>
    keyFindings.filter(finding => finding.experiment === name && !judged.has(keyOf(finding))),
  );
}

function keyOf({experiment, metric, phase}: {experiment: string; metric: string; phase: string}): string {
  return [experiment, metric, phase].join(' ');
}

/** A recovery is judged by the slowest repeat; everything else is pooled. */
function ofRepeats(result: Result, {metric, experiment}: {metric: string; experiment: string}): string {
  const repeats = result.experiments.find(({name}) => name === experiment)?.repeats.length ?? 0;
  return repeats > 1 && metric.startsWith('recovery') ? ` (slowest of ${repeats})` : '';
}

/** The change that a relative objective is judged by, with its interval. */
function comparedChange({comparison, limit, observed}: ObjectiveResult): string | undefined {
  if (comparison === undefined) return undefined;
  const terms = limit.kind === 'percent' ? 'percent' : observed.unit;
  const show = (change: number) => formatChange(change, terms);
  if (comparison.lower === comparison.upper) return show(comparison.estimate);
  return `${show(comparison.estimate)} (99 %: ${show(comparison.lower)} to ${show(comparison.upper)})`;
}

type Subject = Pick<ObjectiveResult, 'metric' | 'experiment' | 'phase'> & {
  comparison?: ObjectiveResult['comparison'];
  limit?: ObjectiveResult['limit'];
};

/** The same metric in the healthy state of the same run; undefined where it has none, as a recovery. */
function baselineOf(result: Result, subject: Subject, unit: Unit): Measured | undefined {
  if (subject.phase === 'baseline') return undefined;
  const found = result.findings.filter(
    finding => finding.metric === subject.metric && finding.phase === 'baseline' && finding.unit === unit,
  );
  const finding =
    found.find(({experiment}) => experiment === subject.experiment) ?? found.find(({experiment}) => experiment === '');
  if (finding !== undefined) return finding;
  if (subject.limit?.versus !== undefined && subject.limit.versus !== 'idle' && subject.comparison !== undefined)
    return {value: subject.comparison.reference, bound: '='};
  return baselinePhaseValue(result.phases, subject);
}

/** Traffic's metrics are also in the table of phases. */
function baselinePhaseValue(phases: readonly PhaseResult[], {metric, experiment}: Subject): Measured | undefined {
  const baselines = phases.filter(phase => phase.name === 'baseline');
  const phase =
    baselines.find(candidate => candidate.experiment === experiment) ??
    baselines.find(candidate => candidate.experiment === undefined);
  const columns: Record<string, keyof PhaseResult> = {
    'latency.p50': 'p50',
    'latency.p95': 'p95',
    'latency.p99': 'p99',
    errors: 'errors',
    throughput: 'throughput',
  };
  const column = columns[metric];
  const value = phase === undefined || column === undefined ? undefined : phase[column];
  return typeof value === 'number' ? {value, bound: '='} : undefined;
}
