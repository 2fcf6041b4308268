import type {Finding, ObjectiveFinding} from '../analysis/finding.js';
import type {Objective, Operator} from '../spec/objective.js';
import type {Decision} from './decide.js';
import {formatChange, formatReading, formatValue} from './format.js';

/** Says in a sentence what was seen, what the limit is, and why that can't be judged or what to change. */
export function explain(one: ObjectiveFinding, decision: Decision): string {
  const {finding, objective} = one;
  if (finding.value === null)
    return `${nameOf(objective)} could not be measured: ${finding.note ?? finding.missing.join('; ')}`;
  const seen = one.comparison === undefined ? seenText(one) : changeText(one);
  const sentence = `${seen}; the limit is ${limitText(objective)}`;
  if (decision === 'kept') return sentence;
  if (decision === 'breached') return finding.advice === undefined ? sentence : `${sentence}; ${finding.advice}`;
  return `${sentence}, but ${doubtText(one)}`;
}

function seenText({objective, finding}: ObjectiveFinding): string {
  const {metric} = objective;
  const repeats = finding.repeats.length;
  const among = worstOf(finding);
  const value = formatReading(finding, finding.unit, objective.limit.value);
  if (metric === 'restarts')
    return `there were ${value} restarts${repeats > 1 ? ` in the worst of ${repeats} repeats` : ''}`;
  if (!isRecovery(metric)) return `${nameOf(objective)} ${metric.startsWith('errors') ? 'were' : 'was'} ${value}`;
  if (finding.bound === '=')
    return `${metric} took ${value}${repeats > 1 ? ` in the slowest of ${repeats} repeats` : ''}`;
  const deadline = formatValue(finding.value ?? 0, finding.unit);
  const where = repeats > 1 ? ` in repeat ${among + 1} of ${repeats}` : '';
  return finding.hold === undefined
    ? `${metric} did not come within its deadline of ${deadline}${where}`
    : `the service did not cope in the first ${deadline} of the fault${where}`;
}

function changeText({objective, finding, comparison}: ObjectiveFinding): string {
  const {limit, versus = 'baseline'} = objective;
  const {unit} = finding;
  const {estimate, lower, upper, confidence, reference} = comparison!;
  const change = (value: number): string =>
    formatChange(value, limit.kind === 'percent' ? 'percent' : 'delta', unit, limit.value);
  const from = `${formatValue(reference, unit)} in the ${versus === 'idle' ? 'idle phase' : versus} to ${formatReading(finding, unit)}`;
  const interval = ` (${Number(confidence.toFixed(2))}% interval ${change(lower)} to ${change(upper)})`;
  return `${nameOf(objective)} changed by ${change(estimate)}, from ${from}${lower === upper ? '' : interval}`;
}

function doubtText({objective, finding, comparison}: ObjectiveFinding): string {
  if (finding.missing.length > 0) return `not everything could be measured: ${finding.missing.join('; ')}`;
  if (comparison !== undefined) {
    if (comparison.onlyByLateness === true)
      return `requests left later than in the baseline, which may be all of it: ${BUSY}`;
    if (comparison.splitByLateness === true)
      return `it lies between the change with and the change without what requests were late by, and longer phases would not tell: ${BUSY}`;
    const enough = comparison.decidedBy;
    return `the interval is too wide to tell${enough === undefined ? '' : `; phases of about ${enough} s would decide`}`;
  }
  if (finding.note !== undefined) return finding.note;
  if (finding.hold !== undefined) {
    const enough = Math.ceil(objective.limit.value + finding.hold);
    return `to be seen it has to hold for ${formatValue(finding.hold, finding.unit)} before the fault ends: raise \`for\` to ${enough} s`;
  }
  return `how far it went beyond ${formatValue(finding.value ?? 0, finding.unit)} is not known: raise load.timeout above ${formatValue(objective.limit.value, objective.unit)}`;
}

const BUSY = 'the machine of the load generator has too much to do';

function limitText({operator, limit, unit, versus}: Objective): string {
  const value =
    limit.kind === 'absolute' ? formatValue(limit.value, unit) : formatChange(limit.value, limit.kind, unit);
  return `${BESIDE[operator]}${value}${versus === undefined ? '' : ` vs ${versus}`}`;
}

const BESIDE: Record<Operator, string> = {'<=': '', '<': 'less than ', '>=': 'at least ', '>': 'more than '};

function nameOf({metric, during}: Objective): string {
  if (during === undefined) return metric;
  return `${metric} during ${PHASES[during] ?? `the ${during}`}`;
}

const PHASES: Record<string, string> = {recover: 'recovery', idle: 'the idle phase'};

function isRecovery(metric: string): boolean {
  return metric === 'recovery' || metric.startsWith('recovery.');
}

function worstOf({value, bound, repeats}: Finding): number {
  return repeats.findIndex(repeat => repeat.value === value && repeat.bound === bound);
}
