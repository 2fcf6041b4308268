import {RESERVED_METRIC} from './cost-metrics.js';
import {formatDuration} from './duration.js';
import {type PlanStep, type Range, stepsOf, totalOf} from './plan-steps.js';
import {warningsOf} from './plan-warnings.js';
import type {Spec} from './schema.js';

/** What a run will do, and what it can't show. */
export interface Plan {
  name: string;
  steps: PlanStep[];
  /** Ms of the whole run, without the building of images. */
  total: Range;
  requests: Range;
  /** Requests per second. */
  rate: number;
  /** The rate where every request fails and is sent again; the same without `load.retry`. */
  mostRate: number;
  /** Ms after which the run is ended. */
  timeout: number;
  warnings: string[];
  /** Limits on what the manifests reserve, as written. */
  reserved: string[];
}

/** Plans a run: its steps, their lengths, their requests, and what so few requests can't show. */
export function planRun(spec: Spec): Plan {
  const steps = spec.experiments.length === 0 ? [] : stepsOf(spec);
  return {
    name: spec.name,
    steps,
    total: totalOf(steps),
    requests: totalOf(steps.map(step => step.requests)),
    rate: spec.load.rate,
    mostRate: spec.load.rate * (spec.load.retry?.attempts ?? 1),
    timeout: spec.timeout,
    warnings: steps.length === 0 ? [] : warningsOf(spec, steps),
    reserved: [...spec.gate.must, ...spec.gate.should].flatMap(({metric, text}) =>
      metric === RESERVED_METRIC ? [text] : [],
    ),
  };
}

/** The plan as text for a terminal. */
export function formatPlan(plan: Plan): string {
  if (plan.steps.length === 0)
    return [`${plan.name}, without a cluster: nothing is deployed`, '', ...reservedLines(plan)].join('\n');
  const rows = [
    ...plan.steps.map(step => [titleOf(step), rangeText(step, formatDuration), requestsText(step.requests)]),
    ['in all', rangeText(plan.total, formatDuration), requestsText(plan.requests)],
  ];
  const widths = [0, 1].map(column => Math.max(...rows.map(row => row[column]!.length)));
  const lines = rows.map(([title, time, requests]) =>
    `  ${title!.padEnd(widths[0]!)}  ${time!.padEnd(widths[1]!)}  ${requests}`.trimEnd(),
  );
  return [
    `${plan.name}, ${rateText(plan)}, ended after ${formatDuration(plan.timeout)} at the latest; building images comes on top`,
    '',
    ...lines,
    ...(plan.reserved.length === 0 ? [] : ['', ...reservedLines(plan)]),
    ...(plan.warnings.length === 0 ? [] : ['', ...plan.warnings.map(warning => `! ${warning}`)]),
  ].join('\n');
}

function rateText({rate, mostRate}: Plan): string {
  return mostRate === rate ? `${rate}/s` : `${rate}/s (up to ${mostRate}/s with retries, where all fail)`;
}

function reservedLines({reserved}: Plan): string[] {
  return ['  the manifests are priced first, and judged by', ...reserved.map(text => `    ${text}`)];
}

function titleOf({title, experiment, times}: PlanStep): string {
  if (experiment === undefined) return title;
  return `${experiment}: ${title}${times === 1 ? '' : ` × ${times}`}`;
}

function requestsText(requests: Range): string {
  return requests.most === 0 ? '' : `${rangeText(requests, count => count.toLocaleString('en'))} requests`;
}

function rangeText({least, most}: Range, format: (value: number) => string): string {
  if (least === most) return format(least);
  return least === 0 ? `up to ${format(most)}` : `${format(least)} to ${format(most)}`;
}
