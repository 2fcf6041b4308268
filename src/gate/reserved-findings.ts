import type {Finding, ObjectiveFinding} from '../analysis/finding.js';
import type {Objective} from '../spec/objective.js';
import type {Spec} from '../spec/schema.js';
import {decide} from './decide.js';
import {judge, type Verdict} from './judge.js';

/** What the manifests reserve for a month, as the limits see it. */
export interface ReservedReading {
  /** Cents; undefined where there is nothing to compare with. */
  before: number | undefined;
  after: number;
  /** What of the head isn't known, so that the sum may be any amount too low. */
  unknown: string[];
  /** What of the base alone isn't known, so that its sum may be any amount too low, and the change too large. */
  unknownBefore: string[];
  /** Why there is no base, and what to do about it. */
  noBase: string | undefined;
  currency: string;
}

/**
 * Judges the limits of cost.reserved, once for the run: a breach counts whatever isn't known, and nothing is kept with something unknown. Of a base
 * that isn't known, a change can be kept, and can't be breached.
 */
export function judgeReserved(gate: Spec['gate'], reading: ReservedReading): Verdict {
  const of = (level: 'must' | 'should') => (objective: Objective) => findingFor(objective, level, reading);
  const isReserved = ({metric}: Objective): boolean => metric === 'cost.reserved';
  const objectives = [
    ...gate.must.filter(isReserved).map(of('must')),
    ...gate.should.filter(isReserved).map(of('should')),
  ];
  const verdict = judge({objectives, experiments: [{name: '', inconclusive: []}]}, reading.currency);
  return {...verdict, experiments: []};
}

function findingFor(objective: Objective, level: 'must' | 'should', reading: ReservedReading): ObjectiveFinding {
  const {before, after, unknown, unknownBefore} = reading;
  const finding: Finding = {
    metric: objective.metric,
    experiment: '',
    phase: 'impact',
    value: after / 100,
    bound: '=',
    unit: objective.unit,
    repeats: [],
    missing: unknown,
  };
  const plain = {objective, level, experiment: '', finding};
  if (objective.versus === undefined) return plain;
  const trouble = whyIncomparable(objective, reading);
  if (trouble !== undefined || before === undefined) return withNote(plain, trouble);
  const change = objective.limit.kind === 'percent' ? percentOf(before, after) : (after - before) / 100;
  const comparison = {estimate: change, lower: change, upper: change, reference: before / 100, confidence: 100};
  const compared = {...plain, comparison};
  const isTooMuch = unknownBefore.length > 0 && decide(compared) === 'breached';
  return isTooMuch ? withNote(plain, baseUnknown(unknownBefore)) : compared;
}

function withNote(one: ObjectiveFinding, note: string | undefined): ObjectiveFinding {
  return note === undefined ? one : {...one, finding: {...one.finding, note}};
}

function whyIncomparable({limit}: Objective, reading: ReservedReading): string | undefined {
  const {before, after, noBase, unknownBefore} = reading;
  if (before === undefined) return noBase ?? 'there is no base to compare with';
  if (before > 0 || after === 0 || limit.kind !== 'percent') return undefined;
  if (unknownBefore.length > 0) return baseUnknown(unknownBefore);
  return 'nothing was reserved before, and of nothing there is no percentage; write a limit such as $500/month beside it';
}

function baseUnknown(unknownBefore: readonly string[]): string {
  return `what the base reserves isn’t known, so the change may be smaller: ${unknownBefore.join('; ')}`;
}

function percentOf(before: number, after: number): number {
  return before === 0 ? 0 : (100 * (after - before)) / before;
}
