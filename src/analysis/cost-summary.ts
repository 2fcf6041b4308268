import type {Prices} from '../cost/prices.js';
import type {UsageSource} from '../measure/usage/usage.js';
import type {CostBasis} from '../spec/cost-metrics.js';
import type {ExperimentAnalysis} from './analyse-experiment.js';
import type {Run} from './analyse-repeat.js';
import {type CausesSummary, summariseCauses} from './cost-causes.js';
import {costMetric, measureCost, referencePhase} from './cost-metrics.js';
import {costNotes} from './cost-notes.js';
import {costParts} from './cost-parts.js';
import type {Finding, FindingPhase} from './finding.js';
import {type RightSizing, rightSizing} from './right-sizing.js';

/** $/h by each basis, and how much of the usage was measured (0 to 1). */
export interface RateSummary extends Record<CostBasis, number | null> {
  coverage: number;
}

/** What an incident cost by one basis, in dollars; null where it isn't known. */
export interface IncidentSummary {
  /** $/h during the fault. */
  hourly: number | null;
  multiplier: number | null;
  /** The means of the repeats: what was above the baseline's rate, what was below it, and what its noise alone comes to. */
  excess: {above: number; below: number; noise: number} | null;
  perMillion: number | null;
  monthly: number | null;
}

/** What an experiment cost. */
export interface ExperimentCost extends Record<CostBasis, IncidentSummary> {
  name: string;
  /** The least of the repeats. */
  coverage: number;
  causes: CausesSummary;
}

/** What the run cost, for people and machines to read. */
export interface CostSummary {
  prices: Prices;
  incidentsPerMonth: number;
  /** Where the usage was read. */
  source: UsageSource | undefined;
  multiplierOf: 'idle' | 'baseline';
  idle: RateSummary | undefined;
  baseline: RateSummary;
  /** $/h that the pods reserve and don't use in the baseline: no excess; null where it isn't known. */
  idleReserve: number | null;
  experiments: ExperimentCost[];
  /** What the containers’ requests should be. */
  rightSizing: RightSizing[];
  /** What the reader should know, in sentences. */
  notes: string[];
}

const BASES: readonly CostBasis[] = ['usage', 'request', 'max'];

/** The metrics of cost that every report has, by every basis. */
export function usualCosts(experiment: ExperimentAnalysis, run: Run): Finding[] {
  const idle: [string, FindingPhase][] = run.cost.idle === undefined ? [] : [['hourly', 'idle']];
  const usual: [string, FindingPhase][] = [...idle, ...USUAL];
  return usual.flatMap(([kind, phase]) => BASES.map(basis => ask(`cost.${kind}.${basis}`, phase, experiment, run)));
}

/** Everything in one place, with the notes that it takes to read it right. */
export function summariseCost(experiments: readonly ExperimentAnalysis[], run: Run): CostSummary {
  const {prices, incidentsPerMonth, source, idle, baseline} = run.cost;
  const summary = {
    prices,
    incidentsPerMonth,
    source,
    multiplierOf: referencePhase(run),
    idle: idle === undefined ? undefined : rateSummary(idle),
    baseline: rateSummary(baseline),
    idleReserve: idleReserve(rateSummary(baseline)),
    experiments: experiments
      .filter(({repeats}) => repeats.length > 0)
      .map(experiment => experimentCost(experiment, run)),
    rightSizing: rightSizing(experiments, run),
  };
  return {...summary, notes: costNotes(summary, experiments, run)};
}

const USUAL: readonly [string, FindingPhase][] = [
  ['hourly', 'baseline'],
  ['hourly', 'fault'],
  ['hourly', 'impact'],
  ['multiplier', 'impact'],
  ['excess', 'impact'],
  ['perMillion', 'baseline'],
  ['perMillion', 'impact'],
  ['monthly', 'impact'],
];

function rateSummary({spent, hours, coverage}: Run['cost']['baseline']): RateSummary {
  const rate = (basis: CostBasis): number | null => {
    const {dollars} = spent[basis];
    return dollars === null ? null : dollars / hours;
  };
  return {usage: rate('usage'), request: rate('request'), max: rate('max'), coverage};
}

/** The greater of request and use, less the use: what is reserved beyond it. */
function idleReserve({usage, max}: RateSummary): number | null {
  return usage === null || max === null ? null : Math.max(0, max - usage);
}

function experimentCost(experiment: ExperimentAnalysis, run: Run): ExperimentCost {
  const incident = (basis: CostBasis): IncidentSummary => incidentSummary(basis, experiment, run);
  const parts = costParts({phase: 'impact', basis: 'usage'}, experiment, run);
  return {
    name: experiment.name,
    coverage: Math.min(1, ...parts.map(({cost}) => cost.coverage)),
    usage: incident('usage'),
    request: incident('request'),
    max: incident('max'),
    causes: summariseCauses(experiment, run),
  };
}

function incidentSummary(basis: CostBasis, experiment: ExperimentAnalysis, run: Run): IncidentSummary {
  const value = (kind: string, phase: FindingPhase): number | null =>
    ask(`cost.${kind}.${basis}`, phase, experiment, run).value;
  return {
    hourly: value('hourly', 'fault'),
    multiplier: value('multiplier', 'impact'),
    excess: value('excess', 'impact') === null ? null : meanExcess(basis, experiment, run),
    perMillion: value('perMillion', 'impact'),
    monthly: value('monthly', 'impact'),
  };
}

function meanExcess(basis: CostBasis, experiment: ExperimentAnalysis, run: Run): IncidentSummary['excess'] {
  const good = costParts({phase: 'impact', basis}, experiment, run).flatMap(({trouble, excess}) =>
    trouble === undefined && excess !== undefined ? [excess] : [],
  );
  const mean = (of: 'above' | 'below' | 'noise'): number => good.reduce((sum, one) => sum + one[of], 0) / good.length;
  return {above: mean('above'), below: mean('below'), noise: mean('noise')};
}

function ask(metric: string, phase: FindingPhase, experiment: ExperimentAnalysis, run: Run): Finding {
  return measureCost({metric, phase}, costMetric(metric)!, experiment, run);
}
