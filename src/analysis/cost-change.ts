import type {PhaseCost} from '../cost/cost-figures.js';
import type {CostBasis} from '../spec/cost-metrics.js';
import type {Objective} from '../spec/objective.js';
import type {ExperimentAnalysis} from './analyse-experiment.js';
import type {Run} from './analyse-repeat.js';
import {resampledChanges} from './bootstrap.js';
import type {CostMetric} from './cost-metrics.js';
import {costParts} from './cost-parts.js';
import type {Finding} from './finding.js';
import {seededRandom} from './random.js';
import type {Change} from './relative.js';
import type {Window} from './windows.js';

/**
 * The change of the hourly cost from the idle phase or the baseline, or why there is none. Its interval comes from windows of a second (of
 * 15 s where the source averages over as much), drawn in blocks, since a container's usage in one second is like that in the last.
 */
export function costChange(
  {metric, limit, versus = 'baseline'}: Objective,
  {kind, basis}: CostMetric,
  {phase, reference}: {phase: Finding; reference: Finding},
  experiment: ExperimentAnalysis,
  {run, seed}: {run: Run; seed: number},
): Change | string {
  if (kind !== 'hourly' || limit.kind === 'absolute' || versus === 'base')
    return `${metric} can't be compared with the ${versus}`;
  if (phase.value === null) return phase.note ?? 'it could not be measured';
  const where = versus === 'idle' ? 'in the idle phase' : 'in the baseline';
  if (reference.value === null) return `${where}: ${reference.note ?? 'it could not be measured'}`;
  const good = (parts: ReturnType<typeof costParts>): PhaseCost[] =>
    parts.filter(({trouble}) => trouble === undefined).map(({cost}) => cost);
  const from = good(costParts({phase: versus, basis}, experiment, run));
  const to = good(costParts({phase: phase.phase, basis}, experiment, run));
  const resampled = resampledChanges({
    baseline: from.flatMap(cost => windowsOf(cost, basis)),
    repeats: to.map(cost => windowsOf(cost, basis)),
    statistic: ({dollars, seconds}) => (seconds === 0 ? undefined : (3600 * dollars) / seconds),
    kind: limit.kind,
    random: seededRandom(seed),
  });
  if (resampled === undefined) return `${metric} is $0 ${where}: ask for a difference instead of a percentage of it`;
  const difference = phase.value - reference.value;
  return {
    estimate: limit.kind === 'percent' ? (100 * difference) / reference.value : difference,
    resampled: [resampled],
    reference: reference.value,
    seconds: 2 / (1 / secondsOf(from) + 1 / secondsOf(to)),
  };
}

/** What isn't known is left out. */
function windowsOf({windows}: PhaseCost, basis: CostBasis): Window[] {
  const {seconds, rates} = windows;
  return rates[basis].flatMap(rate => (rate === null ? [] : [{...EMPTY, seconds, dollars: (rate * seconds) / 3600}]));
}

const EMPTY = {requests: 0, ok: 0, serverErrors: 0, latencies: new Float64Array()};

function secondsOf(costs: readonly PhaseCost[]): number {
  return 3600 * costs.reduce((sum, {hours}) => sum + hours, 0);
}
