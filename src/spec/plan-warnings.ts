import {formatDuration} from './duration.js';
import type {Objective} from './objective.js';
import {inForce} from './objective-rules.js';
import {deadlineOf, isOneShot, type PlanStep, steadyWindow, totalOf} from './plan-steps.js';
import type {ParsedExperiment, ParsedSpec} from './schema.js';

/** What a run as planned could not show, or would do other than expected, as sentences. */
export function warningsOf(spec: ParsedSpec, steps: readonly PlanStep[]): string[] {
  const warnings = [
    ...windowWarnings(spec),
    ...spec.experiments.flatMap(experiment => {
      const objectives = [...inForce(experiment.must, spec.gate.must), ...inForce(experiment.should, spec.gate.should)];
      return objectives.flatMap(objective => [
        ...requestWarnings(objective, {experiment, spec, steps}),
        ...deadlineWarnings(objective, experiment, spec),
      ]);
    }),
    ...mustWarnings(spec),
    ...killWarnings(spec),
    ...timeoutWarnings(spec, totalOf(steps).most),
  ];
  return [...new Set(warnings)];
}

function windowWarnings(spec: ParsedSpec): string[] {
  const {steady, load, phases} = spec;
  const window = steadyWindow(spec);
  const baseline = Math.floor((phases.baseline * load.rate) / 1000);
  const warnings = [];
  if (window > steady.for) {
    warnings.push(
      `At ${load.rate}/s, the ${steady.requests} requests of a steady state take ${formatDuration(window)}, longer than steady.for of ${formatDuration(steady.for)}: recovery is told no faster. A higher load.rate tells it sooner.`,
    );
  }
  if (baseline < steady.requests) {
    warnings.push(
      `The baseline has ${baseline} requests, and a steady state needs ${steady.requests}: the run would be inconclusive. ${lengthen('phases.baseline', steady.requests, load.rate)}`,
    );
  }
  return warnings;
}

interface Scene {
  experiment: ParsedExperiment;
  spec: ParsedSpec;
  steps: readonly PlanStep[];
}

function requestWarnings(objective: Objective, scene: Scene): string[] {
  const needed = requestsNeeded(objective);
  const {rate} = scene.spec.load;
  const phases = objective.versus === 'baseline' ? [objective.during, 'baseline' as const] : [objective.during];
  return phases.flatMap(phase => {
    const {least, most} = requestsIn(phase, scene);
    if (least >= needed) return [];
    const isShared = phase === 'baseline';
    const found = least === most ? grouped(least) : `${grouped(least)} to ${grouped(most)}`;
    const outcome = most < needed ? 'it can’t be shown' : 'it may not be shown';
    const remedy = isShared
      ? lengthen('phases.baseline', needed, rate)
      : lengthen(`for (${scene.experiment.name})`, needed / scene.experiment.repeat, rate);
    return [
      `\`${objective.text}\` needs ${grouped(needed)} requests, and ${isShared ? 'the baseline' : scene.experiment.name} has ${found}: ${outcome}. ${remedy}`,
    ];
  });
}

/** 10 ÷ (1 − q) for a percentile or a limit of the availability, 100 for an error rate. */
function requestsNeeded({metric, limit}: Objective): number {
  const percentile = /^latency\.p([\d.]+)$/.exec(metric)?.[1];
  if (percentile !== undefined) return tenBeyond(Number(percentile));
  if (metric === 'availability' && limit.kind === 'absolute') return Math.max(100, tenBeyond(limit.value));
  if (metric.startsWith('cost.')) return metric.startsWith('cost.perMillion') ? 1 : 0;
  return /^(errors|availability)/.test(metric) ? 100 : 1;
}

function tenBeyond(percent: number): number {
  return Math.ceil(Number((1000 / (100 - percent)).toPrecision(12)));
}

/** All repeats are pooled. Without `during`, an objective covers the fault and what the recovery took. */
function requestsIn(phase: Objective['during'], {experiment, steps}: Scene): {least: number; most: number} {
  const titles = phase === undefined ? ['fault', 'recover'] : [phase];
  const covered = steps.filter(
    step => titles.includes(step.title) && (step.experiment ?? experiment.name) === experiment.name,
  );
  return totalOf(covered.map(({requests}) => requests));
}

function lengthen(what: string, requests: number, rate: number): string {
  return `${what} of ${formatDuration(Math.ceil(requests / rate) * 1000)} is enough.`;
}

function deadlineWarnings(objective: Objective, experiment: ParsedExperiment, spec: ParsedSpec): string[] {
  const {metric, text} = objective;
  if (!metric.startsWith('recovery')) return [];
  const limit = 1000 * objective.limit.value;
  if (metric === 'recovery.adapt' && !isOneShot(experiment)) return adaptWarnings({text, limit}, experiment, spec);
  const deadline = deadlineOf(experiment, spec);
  if (limit <= deadline) return [];
  return [
    `\`${text}\`: in ${experiment.name}, a recovery is waited for no longer than ${formatDuration(deadline)}, so a later one can’t be told from none. Raise phases.recover, or lower the limit.`,
  ];
}

/** That the service copes has to show before the fault ends. `limit` in ms. */
function adaptWarnings(
  {text, limit}: {text: string; limit: number},
  experiment: ParsedExperiment,
  spec: ParsedSpec,
): string[] {
  const window = steadyWindow(spec);
  if (limit + window <= experiment.for) return [];
  const enough = 1000 * Math.ceil((limit + window) / 1000);
  return [
    `\`${text}\`: in ${experiment.name}, the fault lasts ${formatDuration(experiment.for)} and a steady state takes ${formatDuration(window)} of it to show, so a later one can’t be told from none. Raise for (${experiment.name}) to ${formatDuration(enough)}, or lower the limit.`,
  ];
}

function mustWarnings({gate, experiments}: ParsedSpec): string[] {
  return experiments.flatMap(({name, must}) =>
    must.length + gate.must.length === 0
      ? [`Nothing fails the gate in ${name}: add a must, such as recovery <= 30s.`]
      : [],
  );
}

/** What the kubelet does by default. */
function killWarnings({experiments}: ParsedSpec): string[] {
  return experiments.flatMap(({name, containerKill, repeat}) =>
    containerKill !== undefined && repeat > 1
      ? [
          `In ${name}, a container that is killed again within 10 min is held back by the kubelet: for 10 s before the second restart, then for 20 s, 40 s, up to 5 min. That counts as recovery. podKill’s new pods start at once.`,
        ]
      : [],
  );
}

function timeoutWarnings({timeout}: ParsedSpec, most: number): string[] {
  if (timeout >= most) return [];
  return [
    `If nothing recovers, the run takes ${formatDuration(most)}; the timeout of ${formatDuration(timeout)} ends it before, and it is inconclusive then.`,
  ];
}

/** 10000 → `10,000`. */
function grouped(count: number): string {
  return count.toLocaleString('en');
}
