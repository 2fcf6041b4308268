import type {Objective} from './objective.js';
import {formatDuration} from './quantities.js';
import type {ParsedSpec, Spec} from './schema.js';

/** One part of a run. Durations in ms; they differ where a recovery ends the wait. */
export interface PlanStep {
  title: string;
  least: number;
  most: number;
  /** Requests that are sent, at least and at most. */
  requests: {least: number; most: number};
}

/** What a run will do, and what it can't show. */
export interface Plan {
  name: string;
  steps: PlanStep[];
  least: number;
  most: number;
  warnings: string[];
}

type Timed = Pick<ParsedSpec, 'phases' | 'experiments' | 'steady' | 'load'>;

/** Plans a run: its steps, their lengths, their requests, and what so few requests can't show. */
export function planRun(spec: Spec): Plan {
  const steps = stepsOf(spec);
  const {least, most} = plannedLength(spec);
  return {name: spec.name, steps, least, most, warnings: warningsOf(spec, most)};
}

/** How long the phases take together, in ms. */
export function plannedLength(spec: Timed): {least: number; most: number} {
  const steps = stepsOf(spec);
  return {least: sum(steps.map(step => step.least)), most: sum(steps.map(step => step.most))};
}

function stepsOf(spec: Timed): PlanStep[] {
  const {phases, experiments, load} = spec;
  const step = (title: string, least: number, most: number): PlanStep => ({
    title,
    least,
    most,
    requests: {least: Math.floor((least * load.rate) / 1000), most: Math.floor((most * load.rate) / 1000)},
  });
  return [
    step('warm-up', phases.warmup, phases.warmup),
    step('baseline', phases.baseline, phases.baseline),
    ...experiments.flatMap(experiment => {
      const {least, most} = repeatLength(experiment, spec);
      const times = experiment.repeat === 1 ? '' : ` × ${experiment.repeat}`;
      return [step(`${experiment.name}${times}`, least * experiment.repeat, most * experiment.repeat)];
    }),
  ];
}

/** A one-shot fault is watched for its `for`, and until the deadline where nothing recovers; a lasting one lasts first. */
function repeatLength(experiment: ParsedSpec['experiments'][number], {phases, steady, load}: Timed): {least: number; most: number} {
  const hold = Math.max(steady.for, (1000 * steady.requests) / load.rate);
  const wait = phases.recover;
  if (experiment.podKill !== undefined) {
    return {least: Math.max(experiment.for, hold), most: wait + Math.max(experiment.for, phases.recover) + hold};
  }
  return {least: experiment.for + hold, most: wait + experiment.for + phases.recover + hold};
}

function warningsOf(spec: Spec, most: number): string[] {
  const {steady, load, timeout} = spec;
  const warnings = spec.experiments.flatMap(experiment => objectiveWarnings(experiment, spec));
  const hold = (1000 * steady.requests) / load.rate;
  if (hold > steady.for) {
    warnings.push(`At ${load.rate}/s, the ${steady.requests} requests of a steady state take ${formatDuration(Math.ceil(hold))}, longer than steady.for of ${formatDuration(steady.for)}.`);
  }
  if (timeout < most) {
    warnings.push(`If nothing recovers, the run would take ${formatDuration(most)}; the timeout ends it after ${formatDuration(timeout)}.`);
  }
  return [...new Set(warnings)];
}

/** An experiment's impact has at least the requests of its faults; the baseline, of course, its own. */
function objectiveWarnings(experiment: ParsedSpec['experiments'][number], spec: Spec): string[] {
  const {must, should} = spec.gate;
  const own = [...experiment.must, ...experiment.should];
  const general = [...must, ...should].filter(({metric}) => !own.some(objective => objective.metric === metric));
  return [...own, ...general].flatMap(objective => {
    const needed = requestsNeeded(objective);
    const span = objective.during === 'baseline' ? spec.phases.baseline : experiment.for * experiment.repeat;
    const expected = Math.floor((span * spec.load.rate) / 1000);
    if (needed <= expected) return [];
    const enough = formatDuration(Math.ceil((needed / spec.load.rate / (objective.during === 'baseline' ? 1 : experiment.repeat)) * 1000));
    return [`${experiment.name}: \`${objective.text}\` needs ${needed} requests, and ${expected} are sent: it would be inconclusive. ${objective.during === 'baseline' ? 'A baseline' : '`for`'} of ${enough} at ${spec.load.rate}/s is enough.`];
  });
}

/** 10 ÷ (1 − q) for a percentile or an availability q; 100 for an error rate. */
function requestsNeeded({metric, limit}: Objective): number {
  const percentile = /^latency\.p([\d.]+)$/.exec(metric)?.[1];
  if (percentile !== undefined) return Math.ceil(1000 / (100 - Number(percentile)) - 1e-9);
  if (metric === 'availability' && limit.kind === 'absolute' && limit.value < 100) return Math.ceil(1000 / (100 - limit.value) - 1e-9);
  return metric.startsWith('errors') ? 100 : 0;
}

/** The plan as text for a terminal. */
export function formatPlan(plan: Plan): string {
  const rows = plan.steps.map(({title, least, most, requests}) => [title, range(least, most, formatDuration), `${range(requests.least, requests.most, String)} requests`]);
  const widths = [0, 1].map(column => Math.max(...rows.map(row => row[column]!.length)));
  const lines = rows.map(row => `  ${row[0]!.padEnd(widths[0]!)}  ${row[1]!.padEnd(widths[1]!)}  ${row[2]}`);
  return [
    `${plan.name}: ${range(plan.least, plan.most, formatDuration)}, besides building and deploying`,
    ...lines,
    ...plan.warnings.map(warning => `! ${warning}`),
  ].join('\n');
}

function range(least: number, most: number, format: (value: number) => string): string {
  return least === most ? format(least) : `${format(least)} to ${format(most)}`;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
