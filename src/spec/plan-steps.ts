import type {ParsedExperiment, ParsedSpec} from './schema.js';

/** At least and at most. */
export interface Range {
  least: number;
  most: number;
}

/** One part of a run. Durations in ms; they differ where a recovery, or a readiness, ends the wait. */
export interface PlanStep extends Range {
  title: string;
  /** Absent in the steps that the whole run shares. */
  experiment?: string;
  /** How often the step is done; durations and requests are those of all times together. */
  times: number;
  requests: Range;
}

/** What is waited around an idle phase, in ms. */
export const IDLE_WAITS = {
  /** Pods that have just become ready are still warm from their start, and readings of usage are 1 s apart. */
  before: 2_000,
  /** Between two readings usage is taken for even: the last one of an idle phase must not reach into the load. */
  after: 1_500,
};

type Timed = Pick<ParsedSpec, 'victim' | 'phases' | 'experiments' | 'steady' | 'load'>;

/** The steps of a run, in order. */
export function stepsOf(spec: Timed): PlanStep[] {
  const {phases, load, victim, experiments} = spec;
  const loaded = (title: string, ms: number): PlanStep =>
    withRequests({title, times: 1, least: ms, most: ms}, load.rate);
  return [
    {title: 'deploy', times: 1, least: 0, most: victim.readyWithin, requests: {least: 0, most: 0}},
    ...(phases.idle === undefined ? [] : [idleStep(phases.idle)]),
    loaded('warmup', phases.warmup),
    loaded('baseline', phases.baseline),
    ...experiments.flatMap(experiment => experimentSteps(experiment, spec)),
  ];
}

function idleStep(phase: number): PlanStep {
  const ms = IDLE_WAITS.before + phase + IDLE_WAITS.after;
  return {title: 'idle', times: 1, least: ms, most: ms, requests: {least: 0, most: 0}};
}

/** How long the steps take together, in ms. */
export function totalOf(steps: readonly Range[]): Range {
  return steps.reduce((sum, {least, most}) => ({least: sum.least + least, most: sum.most + most}), {least: 0, most: 0});
}

/** How long a steady state has to hold to be one, in ms: for `steady.for`, and for `steady.requests` at this rate. */
export function steadyWindow({steady, load}: Pick<Timed, 'steady' | 'load'>): number {
  return Math.max(steady.for, (1000 * steady.requests) / load.rate);
}

/** How long the recovery is waited for, in ms from its clock's origin: a one-shot fault's clock runs during `for` already. */
export function deadlineOf(experiment: ParsedExperiment, {phases}: Pick<Timed, 'phases'>): number {
  return isOneShot(experiment) ? Math.max(experiment.for, phases.recover) : phases.recover;
}

/** A recovery at the deadline still has to hold: that much longer it is watched. */
function experimentSteps(experiment: ParsedExperiment, spec: Timed): PlanStep[] {
  const hold = steadyWindow(spec);
  const elapsed = isOneShot(experiment) ? experiment.for : 0;
  const step = (title: string, {least, most}: Range): PlanStep => {
    const times = experiment.repeat;
    return withRequests(
      {title, experiment: experiment.name, times, least: least * times, most: most * times},
      spec.load.rate,
    );
  };
  return [
    step('steady state', {least: 0, most: spec.phases.recover}),
    step('fault', {least: experiment.for, most: experiment.for}),
    step('recover', {least: Math.max(0, hold - elapsed), most: deadlineOf(experiment, spec) + hold - elapsed}),
    ...(spec.phases.settle === undefined ? [] : [step('settle', {least: 0, most: spec.phases.settle})]),
  ];
}

/** Whether the fault is over once it is injected. An object of Chaos Mesh counts as lasting: what is in its file is not known here, and a lasting fault takes longer. */
export function isOneShot({podKill, containerKill}: ParsedExperiment): boolean {
  return podKill !== undefined || containerKill !== undefined;
}

function withRequests(step: Omit<PlanStep, 'requests'>, rate: number): PlanStep {
  const sent = (ms: number): number => Math.floor((ms * rate) / 1000);
  return {...step, requests: {least: sent(step.least), most: sent(step.most)}};
}
