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
  const worst = worstOf(repeats);
  const slowest = repeats[worst];
  const missing = [...reasonsNotToJudge(experiment), ...unseen(experiment, repeats, slowest)];
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

/** Why some repeats may be worse than the worst that was seen. */
function unseen(
  experiment: Pick<ExperimentAnalysis, 'repeats'>,
  readings: readonly Reading[],
  worst: Reading | undefined,
): string[] {
  return experiment.repeats.flatMap((repeat, index) => {
    if (repeat.excluded.length > 0) return [];
    const reason = whyUnseen(readings[index]!, worst);
    return reason === undefined ? [] : [inRepeat(repeat, reason, readings.length)];
  });
}

function whyUnseen({value, note, hold}: Reading, worst: Reading | undefined): string | undefined {
  if (value === null) return note ?? 'it could not be measured';
  // A worst without an upper bound is kept by nothing anyway.
  if (hold === undefined || worst?.bound !== '=') return undefined;
  return `the service did not cope in the first ${value.toFixed(1)} s, and whether it did later can’t be told: raise \`for\``;
}

/** The place of the worst: never comes after any number, and what could not be measured is none. -1 without any. */
function worstOf(readings: readonly Reading[]): number {
  let worst = -1;
  for (const [index, reading] of readings.entries()) {
    if (reading.value !== null && (worst === -1 || isWorse(reading, readings[worst]!))) worst = index;
  }
  return worst;
}

function isWorse(one: Reading, other: Reading): boolean {
  const difference = rank(one) - rank(other);
  return difference > 0 || (difference === 0 && one.bound === '>' && other.bound === '=');
}

/** What had to hold before the fault ended may have come soon after its value. */
function rank({value, bound, hold}: Reading): number {
  return bound === '>' && hold === undefined ? Number.MAX_VALUE : (value ?? -1);
}

function nothing(reasons: readonly string[]): Reading {
  return {value: null, bound: '=', note: [...new Set(reasons)].join('; ')};
}
