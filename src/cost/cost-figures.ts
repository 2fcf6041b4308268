import type {Measurements, RepeatMeasurement, Span} from '../measure/measurements.js';
import {isCoarse} from '../measure/usage/lives.js';
import type {UsageRecord, UsageSource} from '../measure/usage/usage.js';
import {COST_BASES, type CostBasis} from '../spec/cost-metrics.js';
import type {ExperimentSpec, Spec} from '../spec/schema.js';
import {extraAttemptsOf, firstAttemptsIn} from './causes/attempts.js';
import type {Causes, SplitBasis} from './causes/cause.js';
import {type CausesScene, causesOf} from './causes/causes-of.js';
import {requestPrice} from './causes/request-price.js';
import {type ContainerSize, containerSizes} from './container-sizes.js';
import {type Excess, excessOf, HOLD_S} from './excess.js';
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
  /** What made it: not by `max`, which has no parts of its own. */
  causes: Partial<Record<SplitBasis, Causes>>;
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
  /** Why retries and failed requests have no price; undefined where they have. */
  whyNoRequestPrice: string | undefined;
  perSecond: SecondlyRates;
  /** What each container of the workloads used, beside what it asks for. */
  sizes: ContainerSize[];
}

/** $/h second by second: of what was in use, and of what the bound pods reserved. */
export interface SecondlyRates extends Record<'usage' | 'request', (number | null)[]> {
  /** How many of the seconds lie before the load: those of the idle phase. */
  idle: number;
}

/** Prices everything that was measured. */
export function costOf(
  measurements: Measurements,
  {cost, experiments: asked}: Pick<Spec, 'cost' | 'experiments'>,
): CostFigures {
  const {usage, idle, experiments} = measurements;
  const prices = pricesOf(cost);
  const price = (span: Span): PhaseCost => ({
    ...ifLongEnough(costIn(usage, span, prices), usage.source),
    windows: costWindows(usage, span, prices, windowLength(usage.source)),
  });
  const baseline = price(measurements.baseline);
  const scene: Scene = {baseline, usage, prices, causes: causesScene(measurements, prices)};
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
        ...excesses(
          repeat,
          scene,
          asked.find(experiment => experiment.name === name),
        ),
      })),
    })),
    whyNoRequestPrice: 'trouble' in scene.causes.price ? scene.causes.price.trouble : undefined,
    perSecond: secondlyRates(measurements, prices),
    sizes: containerSizes(measurements, prices),
  };
}

function secondlyRates({usage, samples, idle}: Measurements, prices: Prices): SecondlyRates {
  const {startAt, count, rate} = samples;
  const before = idle === undefined ? 0 : Math.floor((startAt - idle.from) / 1000);
  const span = {from: startAt - 1000 * before, to: startAt + (1000 * count) / rate};
  const {rates} = costWindows(usage, span, prices, 1000);
  return {idle: before, usage: rates.usage, request: rates.request};
}

/** Figures that are up to 15 s apart smear what came before a phase into it: of a shorter one they tell mostly that. */
const SHORTEST_MS = 30_000;

function ifLongEnough(cost: SpanCost, source: UsageSource | undefined): SpanCost {
  const {span, spent} = cost;
  const length = span.to - span.from;
  if (!isCoarse(source) || length >= SHORTEST_MS || length <= 0) return cost;
  const trouble = `the phase took ${Math.floor(length / 1000)} s, and by ${source} only ${SHORTEST_MS / 1000} s or more can be told from what is around them`;
  const unknown = {dollars: null, trouble};
  return {...cost, spent: {...spent, usage: unknown, max: unknown}};
}

function impactOf({spans}: RepeatMeasurement): Span {
  return {from: spans.fault.from, to: Math.max(spans.fault.to, spans.recover.to)};
}

interface Scene {
  baseline: PhaseCost;
  usage: UsageRecord;
  prices: Prices;
  causes: CausesScene;
}

function causesScene({usage, pods, samples, idle, baseline}: Measurements, prices: Prices): CausesScene {
  const extraAttempts = extraAttemptsOf(samples);
  const firstAttempts = (span: Span) => firstAttemptsIn(samples, span);
  const attempts = firstAttempts(baseline).arrived + extraAttempts(baseline);
  const price = requestPrice(usage, {idle, baseline, attempts}, prices);
  return {usage, lives: pods, prices, baseline, price, extraAttempts, firstAttempts};
}

/** Until the end of `settle`, where there was one. */
function excesses(
  repeat: RepeatMeasurement,
  {baseline, usage, prices, causes}: Scene,
  asked: ExperimentSpec | undefined,
): Pick<RepeatCost, 'excess' | 'causes'> {
  const {fault, spans} = repeat;
  const span = {from: fault.injectedAt, to: spans.settle?.to ?? impactOf(repeat).to};
  const {spent} = costIn(usage, span, prices);
  const {rates, seconds} = costWindows(usage, span, prices, windowLength(usage.source));
  const windowsTo = (time: number): number => Math.ceil((time - span.from) / 1000 / seconds);
  const faultWindows = windowsTo(spans.fault.to);
  const outageWindows = Math.max(faultWindows, windowsTo(spans.recover.to - 1000 * HOLD_S) - 1);
  const result: Pick<RepeatCost, 'excess' | 'causes'> = {
    excess: {usage: undefined, request: undefined, max: undefined},
    causes: {},
  };
  for (const basis of COST_BASES) {
    const {dollars} = baseline.spent[basis];
    if (dollars === null || spent[basis].dollars === null) continue;
    const usual = {rate: dollars / baseline.hours, rates: baseline.windows.rates[basis]};
    const excess = excessOf({rates: rates[basis], seconds, faultWindows, outageWindows, baseline: usual});
    result.excess[basis] = excess;
    if (basis === 'max') continue;
    const counted = {excess, rates: rates[basis], seconds, usual: usual.rate};
    result.causes[basis] = causesOf(basis, counted, repeat, {...causes, burns: burns(asked, repeat)});
  }
  return result;
}

/** Whether the fault itself takes CPU or memory; an object from a file is known by what the engine said of it. */
function burns(experiment: ExperimentSpec | undefined, {fault}: RepeatMeasurement): boolean {
  const {cpu, memory, request, chaosMesh} = experiment ?? {};
  return (cpu ?? memory ?? request) !== undefined || (chaosMesh !== undefined && /Stress/.test(fault.applied));
}
