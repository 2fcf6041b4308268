import type {Measurements, RepeatMeasurement, Span} from '../measure/measurements.js';
import type {UsageRecord, UsageSource} from '../measure/usage/usage.js';
import {COST_BASES, type CostBasis} from '../spec/cost-metrics.js';
import type {Spec} from '../spec/schema.js';
import {type Excess, excessOf} from './excess.js';
import {type Prices, pricesOf} from './prices.js';
import {costIn, type SpanCost} from './span-cost.js';
import {type CostWindows, costWindows, windowLength} from './windows.js';

/** What a phase cost, in all and in time. */
export interface PhaseCost extends SpanCost {
  windows: CostWindows;
}

/** What one injection cost. */
export interface RepeatCost {
  repeat: number;
  fault: PhaseCost;
  recover: PhaseCost;
  /** Both together. */
  impact: PhaseCost;
  /** Undefined where the rate of the incident or of the baseline isn't known. */
  excess: Record<CostBasis, Excess | undefined>;
}

/** All that a run cost; the analysis pools the repeats that count. */
export interface CostFigures {
  prices: Prices;
  incidentsPerMonth: number;
  source: UsageSource | undefined;
  /** What went wrong with measuring the usage, in sentences. */
  notes: string[];
  /** Undefined where no idle phase was taken. */
  idle: PhaseCost | undefined;
  baseline: PhaseCost;
  experiments: {name: string; repeats: RepeatCost[]}[];
  /** $/h of what was in use, second by second since the load began. */
  perSecond: (number | null)[];
}

/** Prices everything that was measured. */
export function costOf(measurements: Measurements, {cost}: Pick<Spec, 'cost'>): CostFigures {
  const {usage, samples, idle, experiments} = measurements;
  const prices = pricesOf(cost);
  const price = (span: Span): PhaseCost => ({
    ...costIn(usage, span, prices),
    windows: costWindows(usage, span, prices, windowLength(usage.source)),
  });
  const baseline = price(measurements.baseline);
  const excess = (repeat: RepeatMeasurement) => excesses(repeat, {baseline, usage, prices});
  const loaded = {from: samples.startAt, to: samples.startAt + (1000 * samples.count) / samples.rate};
  return {
    prices,
    incidentsPerMonth: cost.incidentsPerMonth,
    source: usage.source,
    notes: usage.notes,
    idle: idle === undefined ? undefined : price(idle),
    baseline,
    experiments: experiments.map(({name, repeats}) => ({
      name,
      repeats: repeats.map(repeat => ({
        repeat: repeat.repeat,
        fault: price(repeat.spans.fault),
        recover: price(repeat.spans.recover),
        impact: price(impactOf(repeat)),
        excess: excess(repeat),
      })),
    })),
    perSecond: costWindows(usage, loaded, prices, 1000).rates.usage,
  };
}

function impactOf({spans}: RepeatMeasurement): Span {
  return {from: spans.fault.from, to: Math.max(spans.fault.to, spans.recover.to)};
}

interface Scene {
  baseline: PhaseCost;
  usage: UsageRecord;
  prices: Prices;
}

function excesses(repeat: RepeatMeasurement, {baseline, usage, prices}: Scene): RepeatCost['excess'] {
  const {fault, spans} = repeat;
  const span = {from: fault.injectedAt, to: impactOf(repeat).to};
  const {spent} = costIn(usage, span, prices);
  const {rates, seconds} = costWindows(usage, span, prices, windowLength(usage.source));
  const faultWindows = Math.ceil((spans.fault.to - span.from) / 1000 / seconds);
  const entries = COST_BASES.map(basis => {
    const {dollars} = baseline.spent[basis];
    if (dollars === null || spent[basis].dollars === null) return [basis, undefined];
    return [
      basis,
      excessOf({
        rates: rates[basis],
        seconds,
        faultWindows,
        baseline: {rate: dollars / baseline.hours, rates: baseline.windows.rates[basis]},
      }),
    ];
  });
  return Object.fromEntries(entries);
}
