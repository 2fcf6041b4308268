import type {CostBasis} from '../spec/cost-metrics.js';
import type {Unit} from '../spec/objective.js';
import type {ExperimentAnalysis} from './analyse-experiment.js';
import type {Run} from './analyse-repeat.js';
import {type CostPart, costParts, whyCostMissing} from './cost-parts.js';
import type {Finding, FindingPhase, Reading} from './finding.js';

/** A metric of cost and the basis that it counts by. */
export interface CostMetric {
  kind: 'hourly' | 'multiplier' | 'excess' | 'perMillion' | 'monthly';
  basis: CostBasis;
}

/** `cost.hourly.usage`, taken apart; undefined for what is no metric of cost. */
export function costMetric(name: string): CostMetric | undefined {
  const [, kind, basis] = /^cost\.(hourly|multiplier|excess|perMillion|monthly)\.(usage|request|max)$/.exec(name) ?? [];
  return kind === undefined ? undefined : ({kind, basis} as CostMetric);
}

/** One metric of cost over all good repeats together, and in each of them. */
export function measureCost(
  {metric, phase}: {metric: string; phase: FindingPhase},
  {kind, basis}: CostMetric,
  experiment: ExperimentAnalysis,
  run: Run,
): Finding {
  const {unit, read, of} = KINDS[kind];
  const parts = costParts({phase: of ?? phase, basis}, experiment, run);
  const good = parts.filter(({trouble}) => trouble === undefined);
  const missing = whyCostMissing(phase, parts, experiment);
  const context = {basis, run, experiment};
  return {
    metric,
    experiment: experiment.name,
    phase,
    unit,
    ...(good.length === 0 ? nothing(missing) : read(good, context)),
    repeats: parts.flatMap(part => {
      if (part.repeat === undefined) return [];
      return [part.trouble === undefined ? read([part], context) : nothing([part.trouble])];
    }),
    missing,
  };
}

interface Context {
  basis: CostBasis;
  run: Run;
  experiment: ExperimentAnalysis;
}

interface Kind {
  unit: Unit;
  /** The phase that it is made of, where that isn't the one asked for. */
  of?: FindingPhase;
  read(parts: readonly CostPart[], context: Context): Reading;
}

const KINDS: Record<CostMetric['kind'], Kind> = {
  hourly: {unit: '$/h', read: (parts, {basis}) => ({value: pooledRate(parts, basis), bound: '='})},
  multiplier: {unit: 'x', of: 'fault', read: multiplier},
  excess: {unit: '$', read: excess},
  perMillion: {unit: '$', read: perMillion},
  monthly: {unit: '$', read: monthly},
};

/** $/h over several spans: all their dollars by all their hours. */
function pooledRate(parts: readonly CostPart[], basis: CostBasis): number {
  return sumOf(parts, ({cost}) => cost.spent[basis].dollars ?? 0) / sumOf(parts, ({cost}) => cost.hours);
}

/** The phase that multiples are counted from. */
export function referencePhase(run: Run): 'idle' | 'baseline' {
  return run.cost.idle === undefined ? 'baseline' : 'idle';
}

function multiplier(parts: readonly CostPart[], context: Context): Reading {
  const phase = referencePhase(context.run);
  const reference = rateOf(phase, context);
  const where = phase === 'idle' ? 'in the idle phase' : 'in the baseline';
  if (typeof reference === 'string') return nothing([`${where}, ${reference}`]);
  if (reference <= 0) {
    const why = context.basis === 'request' ? 'no pod requests anything that has a price' : 'nothing was in use';
    return nothing([`the cost ${where} was $0, since ${why}, and $0 has no multiple`]);
  }
  return {value: pooledRate(parts, context.basis) / reference, bound: '='};
}

function excess(parts: readonly CostPart[], context: Context): Reading {
  const reference = rateOf('baseline', context);
  if (typeof reference === 'string') return nothing([`in the baseline, ${reference}`]);
  const counted = parts.flatMap(part => part.excess ?? []);
  if (counted.length < parts.length) return nothing(['not enough of the usage since the injection was measured']);
  return {value: sumOf(counted, ({above}) => above) / counted.length, bound: '='};
}

/** With no success at all, any amount for each million is exceeded: what one success would cost is the least. */
function perMillion(parts: readonly CostPart[], {basis, run}: Context): Reading {
  const {ok} = run.tally(parts.map(({cost}) => cost.span));
  const dollars = sumOf(parts, ({cost}) => cost.spent[basis].dollars ?? 0);
  if (ok > 0) return {value: (1e6 * dollars) / ok, bound: '='};
  return {value: 1e6 * dollars, bound: '>', note: 'no request succeeded'};
}

const HOURS_PER_MONTH = 730;

function monthly(parts: readonly CostPart[], context: Context): Reading {
  const reference = rateOf('baseline', context);
  if (typeof reference === 'string') return nothing([`in the baseline, ${reference}`]);
  const each = excess(parts, context);
  if (each.value === null) return each;
  return {value: HOURS_PER_MONTH * reference + context.run.cost.incidentsPerMonth * each.value, bound: '='};
}

/** $/h of a phase that the run shares, or why it isn't known. */
function rateOf(phase: 'idle' | 'baseline', {basis, run, experiment}: Context): number | string {
  const parts = costParts({phase, basis}, experiment, run);
  const trouble = parts.find(part => part.trouble !== undefined)?.trouble;
  return trouble ?? pooledRate(parts, basis);
}

function nothing(reasons: readonly string[]): Reading {
  return {value: null, bound: '=', note: [...new Set(reasons)].join('; ')};
}

function sumOf<T>(values: readonly T[], of: (value: T) => number): number {
  return values.reduce((sum, value) => sum + of(value), 0);
}
