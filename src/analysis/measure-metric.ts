import type {Span} from '../measure/measurements.js';
import {type ExperimentAnalysis, inRepeat, reasonsNotToJudge} from './analyse-experiment.js';
import type {RepeatAnalysis, Run} from './analyse-repeat.js';
import {costMetric, measureCost} from './cost-metrics.js';
import {restarts} from './counts.js';
import type {Finding, FindingPhase, Reading} from './finding.js';
import {phaseSpans, whyMissing} from './phase-spans.js';
import {type RequestMetric, requestMetric} from './request-metrics.js';
import {amongAll, plain} from './slowest.js';

/** What to measure, and where. `limit` is that of an absolute objective, in the metric's unit. */
export interface MetricQuery {
  metric: string;
  phase: FindingPhase;
  limit?: number;
}

/** One metric of one experiment over all of its repeats; a metric that isn't known has the value null. */
export function measureMetric(query: MetricQuery, experiment: ExperimentAnalysis, run: Run): Finding {
  const fromRequests = requestMetric(query.metric);
  if (fromRequests !== undefined) return measureRequests(query, fromRequests, experiment, run);
  const cost = costMetric(query.metric);
  if (cost !== undefined) return measureCost(query, cost, experiment, run);
  const worst = measureWorst(query.metric, experiment);
  if (worst !== undefined) return worst;
  const note = `${query.metric} is not measured`;
  const {metric, phase} = query;
  return {metric, experiment: experiment.name, phase, unit: 'count', ...nothing([note]), repeats: [], missing: [note]};
}

/** Ratios and latencies: all requests of all good repeats together. */
function measureRequests(query: MetricQuery, metric: RequestMetric, experiment: ExperimentAnalysis, run: Run): Finding {
  const {rate, timeout} = run.samples;
  const terms = {rate, timeout, ...(query.limit === undefined ? {} : {limit: query.limit})};
  const read = (of: readonly Span[]): Reading => metric.read(run.tally(of), terms);
  const spans = phaseSpans(query.phase, experiment, run);
  const good = spans.filter(({trouble}) => trouble === undefined).map(({span}) => span);
  const missing = whyMissing(query.phase, spans, experiment);
  return {
    metric: query.metric,
    experiment: experiment.name,
    phase: query.phase,
    unit: metric.unit,
    ...(good.length === 0 ? nothing(missing) : read(good)),
    repeats: spans.flatMap(({span, repeat, trouble}) => {
      if (repeat === undefined) return [];
      return [trouble === undefined ? read([span]) : nothing([trouble])];
    }),
    missing,
  };
}

interface PerRepeatMetric {
  unit: 's' | 'count';
  read(repeat: RepeatAnalysis): Reading;
  advice?(repeat: RepeatAnalysis): string | undefined;
}

const PER_REPEAT: Record<string, PerRepeatMetric> = {
  recovery: {unit: 's', read: repeat => repeat.recovery, advice: repeat => repeat.advice},
  'recovery.service': {unit: 's', read: repeat => repeat.service, advice: repeat => repeat.advice},
  'recovery.pod': {unit: 's', read: repeat => plain(repeat.pod), advice: repeat => repeat.pod.advice},
  'recovery.adapt': {unit: 's', read: repeat => repeat.adapt},
  restarts: {unit: 'count', read: ({measured, impact}) => restarts(measured.workloads, impact)},
};

/** Recoveries and restarts: each repeat has one, and the worst is judged. Undefined for every other metric. */
export function measureWorst(metric: string, experiment: Omit<ExperimentAnalysis, 'kind'>): Finding | undefined {
  const perRepeat = PER_REPEAT[metric];
  if (perRepeat === undefined) return undefined;
  const {unit, read, advice} = perRepeat;
  const repeats = experiment.repeats.map(repeat =>
    repeat.excluded.length > 0 ? nothing(repeat.excluded) : read(repeat),
  );
  const missing = [...reasonsNotToJudge(experiment), ...unread(experiment, repeats)];
  const worst = worstOf(repeats);
  const slowest = repeats[worst];
  const worstRepeat = experiment.repeats[worst];
  const change = worstRepeat === undefined ? undefined : advice?.(worstRepeat);
  return {
    metric,
    experiment: experiment.name,
    phase: 'impact',
    unit,
    ...(slowest === undefined ? nothing(missing) : amongAll(slowest, repeats)),
    repeats,
    missing,
    ...(change === undefined ? {} : {advice: change}),
  };
}

function unread(experiment: Pick<ExperimentAnalysis, 'repeats'>, readings: readonly Reading[]): string[] {
  return experiment.repeats.flatMap((repeat, index) => {
    const {value, note} = readings[index]!;
    if (value !== null || repeat.excluded.length > 0) return [];
    return [inRepeat(repeat, note ?? 'it could not be measured', readings.length)];
  });
}

/** The place of the worst: never comes after any number, and what could not be measured is none. -1 without any. */
function worstOf(readings: readonly Reading[]): number {
  const rank = ({value, bound}: Reading): number => (value === null ? -1 : bound === '>' ? Number.MAX_VALUE : value);
  let worst = -1;
  for (const [index, reading] of readings.entries()) {
    if (reading.value !== null && (worst === -1 || rank(reading) > rank(readings[worst]!))) worst = index;
  }
  return worst;
}

function nothing(reasons: readonly string[]): Reading {
  return {value: null, bound: '=', note: [...new Set(reasons)].join('; ')};
}
