import type {CostFigures} from '../cost/cost-figures.js';
import type {Measurements} from '../measure/measurements.js';
import type {Spec} from '../spec/schema.js';
import {analyseExperiment, type ExperimentAnalysis, reasonsNotToJudge} from './analyse-experiment.js';
import type {Run} from './analyse-repeat.js';
import {costChange} from './cost-change.js';
import {costMetric} from './cost-metrics.js';
import {type CostSummary, summariseCost, usualCosts} from './cost-summary.js';
import {type Diagnosis, diagnose} from './diagnosis/diagnose.js';
import {effectiveObjectives, type LeveledObjective} from './effective-objectives.js';
import type {Finding, FindingPhase, ObjectiveFinding} from './finding.js';
import {measureMetric} from './measure-metric.js';
import {type PhaseSummary, summarisePhases} from './phases.js';
import {type Change, changeFromBaseline, isRelative, withComparisons} from './relative.js';
import {type RepeatSummary, summariseRepeats} from './repeats.js';
import {type SteadyLimits, steadyLimits, type Unhealthy} from './steady.js';
import {tallyOnce} from './tally.js';

/** Everything that follows from the measurements, before anything is judged. */
export interface Findings {
  /** A fixed set for each experiment, and what its objectives ask for. */
  findings: Finding[];
  objectives: ObjectiveFinding[];
  phases: PhaseSummary[];
  repeats: RepeatSummary[];
  cost: CostSummary;
  /** Why recoveries were slow and what to change, the gravest first. */
  diagnoses: Diagnosis[];
  /** What a steady state was, or why there was none. */
  steady: SteadyLimits | Unhealthy;
  /** Each experiment of the spec, with the reasons not to judge it or some of its repeats. */
  experiments: {name: string; inconclusive: string[]}[];
}

/** Turns a run's measurements and what they cost into numbers. Nothing is random: the same measurements give the same findings. */
export function analyse(measurements: Measurements, cost: CostFigures, spec: Spec): Findings {
  const {samples, baseline} = measurements;
  const limits = steadyLimits(samples, baseline, spec);
  const run: Run = {samples, baseline, limits, spec, tally: tallyOnce(samples), cost};
  const experiments = spec.experiments.map(asked => {
    const measured = measurements.experiments.find(({name}) => name === asked.name);
    return {analysis: analyseExperiment(asked, measured, run), objectives: effectiveObjectives(asked, spec.gate)};
  });
  const objectives = objectiveFindings(experiments, run);
  const usual = experiments.flatMap(({analysis}) => [...usualFindings(analysis, run), ...usualCosts(analysis, run)]);
  return {
    findings: [...usual, ...objectives.map(({finding}) => finding).filter(isNotIn(usual))],
    objectives,
    phases: summarisePhases(measurements, run),
    repeats: experiments.flatMap(({analysis}) => summariseRepeats(analysis, samples.startAt)),
    cost: summariseCost(
      experiments.map(({analysis}) => analysis),
      run,
    ),
    diagnoses: diagnose(
      measurements,
      experiments.map(({analysis}) => analysis),
      spec,
    ),
    steady: limits,
    experiments: experiments.map(({analysis}) => ({name: analysis.name, inconclusive: reasonsNotToJudge(analysis)})),
  };
}

const RECOVERIES = ['recovery', 'recovery.service', 'recovery.pod'];
const LATENCIES_AND_RATES = ['latency.p50', 'latency.p95', 'latency.p99', 'errors', 'throughput'];

function usualFindings(experiment: ExperimentAnalysis, run: Run): Finding[] {
  const ask = (metrics: readonly string[], phase: FindingPhase): Finding[] =>
    metrics.map(metric => measureMetric({metric, phase}, experiment, run));
  const adapt = experiment.lifecycle === 'lasting' ? ['recovery.adapt'] : [];
  const impact = [...RECOVERIES, ...adapt, ...LATENCIES_AND_RATES, 'errors.5xx', 'availability', 'restarts'];
  return [...ask(impact, 'impact'), ...ask(LATENCIES_AND_RATES, 'baseline')];
}

function objectiveFindings(
  experiments: readonly {analysis: ExperimentAnalysis; objectives: readonly LeveledObjective[]}[],
  run: Run,
): ObjectiveFinding[] {
  const asked = experiments.flatMap(({analysis, objectives}) => objectives.map(leveled => ({analysis, ...leveled})));
  return withComparisons(asked.map((one, index) => objectiveFinding(one, run, index + 1)));
}

function objectiveFinding(
  {analysis, objective, level}: LeveledObjective & {analysis: ExperimentAnalysis},
  run: Run,
  seed: number,
): ObjectiveFinding & {change?: Change} {
  const {metric, during} = objective;
  const phase = during ?? 'impact';
  const frame = {objective, level, experiment: analysis.name};
  if (!isRelative(objective)) {
    return {...frame, finding: measureMetric({metric, phase, limit: objective.limit.value}, analysis, run)};
  }
  const finding = measureMetric({metric, phase}, analysis, run);
  const reference = measureMetric({metric, phase: objective.versus === 'idle' ? 'idle' : 'baseline'}, analysis, run);
  const cost = costMetric(metric);
  const change =
    cost === undefined
      ? changeFromBaseline(objective, {phase: finding, baseline: reference}, analysis, {run, seed})
      : costChange(objective, cost, {phase: finding, reference}, analysis, {run, seed});
  if (typeof change === 'string') return {...frame, finding: {...finding, note: change}};
  return {...frame, finding, change};
}

function isNotIn(known: readonly Finding[]): (finding: Finding) => boolean {
  const keyOf = ({metric, experiment, phase}: Finding): string => `${metric} ${experiment} ${phase}`;
  const keys = new Set(known.map(keyOf));
  return finding => {
    const key = keyOf(finding);
    if (keys.has(key)) return false;
    keys.add(key);
    return true;
  };
}
