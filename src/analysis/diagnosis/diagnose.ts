import type {Measurements, RepeatMeasurement, Span} from '../../measure/measurements.js';
import type {ExperimentSpec, Spec} from '../../spec/schema.js';
import type {ExperimentAnalysis} from '../analyse-experiment.js';
import {factsOf} from './facts.js';
import type {Cause, Facts, Severity} from './rule.js';
import {RULES} from './rules/index.js';

/** Why a recovery was slow or an outage happened, and what to change. */
export interface Diagnosis extends Cause {
  /** The rule's name: `image-pull`. */
  rule: string;
  /** Where it was worst, in which repeat and of which workload. */
  experiment: string;
  repeat: number;
  workload: string;
  /** In how many repeats of the run it was seen. */
  seenIn: number;
}

interface Run {
  measurements: Measurements;
  experiments: readonly ExperimentAnalysis[];
  spec: Pick<Spec, 'experiments'>;
}

/** What the rules say of a run, the gravest first; each rule speaks once of a workload, about the repeat in which it was worst. */
export function diagnose(
  measurements: Measurements,
  experiments: readonly ExperimentAnalysis[],
  spec: Pick<Spec, 'experiments' | 'steady'>,
): Diagnosis[] {
  const all = experiments.flatMap(analysis => {
    const experiment = spec.experiments.find(({name}) => name === analysis.name);
    if (experiment === undefined) return [];
    return analysis.repeats.flatMap(repeat => {
      const quiet = quietAround(repeat.measured, {measurements, experiments, spec});
      const known = {experiment, repeat, quiet, measurements, holdFor: spec.steady.for};
      return factsOf(known).flatMap(facts =>
        causesIn(facts, {experiment: analysis.name, repeat: repeat.measured.repeat}),
      );
    });
  });
  return worstOfEach(all).sort(byGravity);
}

/** Around a fault: from the baseline's begin or the end of the last fault that burned CPU on purpose, until the next one begins. */
function quietAround({fault: {requestedAt}}: RepeatMeasurement, {measurements, experiments, spec}: Run): Span {
  const burning = new Set(spec.experiments.filter(burnsCpu).map(({name}) => name));
  const impacts = experiments
    .filter(({name}) => burning.has(name))
    .flatMap(({repeats}) => repeats.map(({impact}) => impact));
  return {
    from: Math.max(measurements.baseline.from, ...impacts.map(({to}) => to).filter(to => to <= requestedAt)),
    to: Math.min(...impacts.map(({from}) => from).filter(from => from >= requestedAt)),
  };
}

function burnsCpu({cpu, request}: ExperimentSpec): boolean {
  return cpu !== undefined || request !== undefined;
}

function causesIn(facts: Facts, where: Pick<Diagnosis, 'experiment' | 'repeat'>): Diagnosis[] {
  return RULES.flatMap(({name, diagnose: ask}) => {
    const cause = ask(facts);
    return cause === undefined ? [] : [{rule: name, ...where, workload: facts.workload, seenIn: 1, ...cause}];
  });
}

function worstOfEach(all: readonly Diagnosis[]): Diagnosis[] {
  const worst = new Map<string, Diagnosis>();
  for (const one of all) {
    const key = `${one.rule} ${one.workload}`;
    const known = worst.get(key);
    const seenIn = (known?.seenIn ?? 0) + 1;
    worst.set(key, {...(known === undefined || byGravity(one, known) < 0 ? one : known), seenIn});
  }
  return [...worst.values()];
}

const SEVERITIES: readonly Severity[] = ['high', 'medium', 'low'];

function byGravity(a: Diagnosis, b: Diagnosis): number {
  return SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity) || (b.seconds ?? 0) - (a.seconds ?? 0);
}
