import type {Samples} from '../load/samples.js';
import type {Objective} from '../spec/objective.js';
import type {ExperimentAnalysis} from './analyse-experiment.js';
import type {Run} from './analyse-repeat.js';
import {type Bounds, boundsOf, medianOf, type Resampled, resampledChanges} from './bootstrap.js';
import type {Comparison, Finding, ObjectiveFinding} from './finding.js';
import {holmLevels} from './holm.js';
import {phaseSpans} from './phase-spans.js';
import {seededRandom} from './random.js';
import {type RequestMetric, requestMetric} from './request-metrics.js';
import {cutWindows} from './windows.js';

/** A change from the baseline, and how it would vary if it were measured again. */
export interface Change {
  estimate: number;
  /** By each way to count it, the estimate's own first: what can't be told of all of them is not known. */
  resampled: readonly Resampled[];
  reference: number;
  /** Seconds of load that the change rests on: the harmonic mean of baseline and phase. */
  seconds: number;
}

/** Objectives of a run that are relative to something. */
export function isRelative({limit, versus}: Objective): boolean {
  return limit.kind !== 'absolute' || versus !== undefined;
}

/** The change from the baseline that an objective is about, or why there is none. `seed` makes the resampling repeatable. */
export function changeFromBaseline(
  objective: Objective,
  {phase, baseline}: {phase: Finding; baseline: Finding},
  experiment: ExperimentAnalysis,
  {run, seed}: {run: Run; seed: number},
): Change | string {
  const metric = requestMetric(objective.metric);
  const kind = objective.limit.kind;
  const {versus = 'baseline'} = objective;
  if (versus !== 'baseline') return `this run has no ${versus} to compare with`;
  if (metric === undefined || kind === 'absolute') return `${objective.metric} can't be compared with the baseline`;
  if (phase.value === null) return phase.note ?? 'it could not be measured';
  if (baseline.value === null) return `in the baseline: ${baseline.note ?? 'it could not be measured'}`;
  const spans = phaseSpans(phase.phase, experiment, run).filter(({trouble}) => trouble === undefined);
  const resampled = waysToCount(metric, run.samples).map(samples =>
    resampledChanges({
      baseline: cutWindows(samples, run.baseline, BASELINE_WINDOW_MS),
      repeats: spans.map(({span}) => cutWindows(samples, span, PHASE_WINDOW_MS)),
      statistic: metric.statistic(samples.timeout),
      level: metric.level?.(samples.timeout),
      kind,
      random: seededRandom(seed),
    }),
  );
  if (!resampled.every(way => way !== undefined))
    return `${objective.metric} is 0 or nearly so in the baseline: ask for a difference instead of a percentage of it`;
  const difference = phase.value - baseline.value;
  return {
    estimate: kind === 'percent' ? (100 * difference) / baseline.value : difference,
    resampled,
    reference: baseline.value,
    seconds: harmonicMean(run.tally([run.baseline]).seconds, run.tally(spans.map(({span}) => span)).seconds),
  };
}

/** Gives each relative finding its bounds, at 99 % for all of them together. */
export function withComparisons(findings: readonly (ObjectiveFinding & {change?: Change})[]): ObjectiveFinding[] {
  const tests = findings.filter(({change}) => change !== undefined);
  const levels = holmLevels(tests, ALPHA, ({objective, change}, level) =>
    isBreached(objective, enclosing(boundsOfWays(change!, 1 - level))),
  );
  return findings.map(({change, ...finding}) => {
    if (change === undefined) return finding;
    const level = levels[tests.findIndex(test => test.change === change)]!;
    return {...finding, comparison: comparisonOf(finding.objective, change, 1 - level)};
  });
}

/**
 * A latency counts from when its request was to be sent, and so holds how late the generator was. A machine with much to do
 * makes that a change of its own, so that a change of the service has to show from when requests were really sent, too.
 */
function waysToCount({unit}: RequestMetric, samples: Samples): Samples[] {
  if (unit !== 'ms' || !samples.lateness.some(late => late > 0)) return [samples];
  return [samples, {...samples, latency: samples.latency.map((ms, index) => ms - samples.lateness[index]!)}];
}

function boundsOfWays({resampled}: Change, confidence: number): Bounds[] {
  return resampled.map(way => boundsOf(way, confidence));
}

function enclosing(all: readonly Bounds[]): Bounds {
  return {lower: Math.min(...all.map(({lower}) => lower)), upper: Math.max(...all.map(({upper}) => upper))};
}

const ALPHA = 0.01;
const BASELINE_WINDOW_MS = 1000;
/** Short, so that the edges of an outage are sharp. */
const PHASE_WINDOW_MS = 250;

function isBreached({operator, limit}: Objective, {lower, upper}: Bounds): boolean {
  return operator.startsWith('<') ? lower > limit.value : upper < limit.value;
}

function comparisonOf(objective: Objective, change: Change, confidence: number): Comparison {
  const {estimate, reference} = change;
  const each = boundsOfWays(change, confidence);
  const bounds = enclosing(each);
  const ways = change.resampled.map((way, index) =>
    wayOf(objective, index === 0 ? estimate : medianOf(way), each[index]!),
  );
  const worst = ways.reduce((one, other) => (other.excess > one.excess ? other : one));
  const worstEstimate = ways.length > 1 ? {worstEstimate: worst.estimate} : {};
  const frame = {estimate, ...worstEstimate, ...bounds, confidence: 100 * confidence, reference};
  if (isBreached(objective, each[0]!) && !isBreached(objective, bounds)) return {...frame, onlyByLateness: true};
  if (worst.excess > 0 && ways.some(({excess}) => excess <= 0)) return {...frame, splitByLateness: true};
  const decidedBy = secondsToDecide(objective, ways, change.seconds);
  return decidedBy === undefined ? frame : {...frame, decidedBy};
}

/** What a way to count says, seen from the limit. */
interface Way {
  estimate: number;
  /** By how much the estimate is beyond the limit. */
  excess: number;
  /** How far the bounds reach from the estimate, back within the limit and away beyond it. */
  near: number;
  far: number;
}

function wayOf({operator, limit}: Objective, estimate: number, {lower, upper}: Bounds): Way {
  const below = Math.max(0, estimate - lower);
  const above = Math.max(0, upper - estimate);
  return operator.startsWith('<')
    ? {estimate, excess: estimate - limit.value, near: below, far: above}
    : {estimate, excess: limit.value - estimate, near: above, far: below};
}

/**
 * An interval shrinks with the square root of the length; how far apart the ways to count are stays as it is. A breach shows
 * when the near ends of all are beyond the limit; a pass when all together are no wider than it, or wholly within it.
 */
function secondsToDecide({limit}: Objective, ways: readonly Way[], seconds: number): number | undefined {
  const least = (portionOf: (one: Way) => number): number => Math.min(...ways.map(portionOf));
  const width = Math.abs(limit.value);
  const portion = ways.every(({excess}) => excess > 0)
    ? least(({excess, near}) => excess / near)
    : Math.max(
        least(({excess, far}) => -excess / far),
        least(one => least(other => (width - (one.excess - other.excess)) / (one.far + other.near))),
      );
  return portion > 0 && portion < 1 ? Math.ceil(seconds / portion ** 2) : undefined;
}

function harmonicMean(a: number, b: number): number {
  return 2 / (1 / a + 1 / b);
}
