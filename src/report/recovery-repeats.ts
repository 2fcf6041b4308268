import {formatMeasured} from './format.js';
import type {ExperimentResult, RecoverySpan, RepeatResult} from './schema/experiment.js';
import {asSentence} from './wording.js';

/** What kind of recovery. */
export type RecoveryKind = keyof RepeatResult['recovery'];

/** Recoveries of several repeats. The average is of those that recovered; `missed` did not before their deadline. */
export interface RepeatsSummary {
  fastest: string;
  average: string;
  slowest: string;
  each: string[];
}

/** The kinds of recovery that were measured in any repeat, the judged one first. */
export function recoveryKinds(experiment: ExperimentResult): {kind: RecoveryKind; title: string}[] {
  const titles = {total: 'recovery', service: 'recovery.service', pod: 'recovery.pod', adapt: 'recovery.adapt'};
  const kinds: RecoveryKind[] = ['total', 'service', 'pod', 'adapt'];
  return kinds
    .filter(kind => experiment.repeats.some(repeat => repeat.recovery[kind] !== undefined))
    .map(kind => ({kind, title: titles[kind]}));
}

/** Each repeat's recovery of one kind, with the fastest, the average and the slowest. */
export function summariseRepeats(experiment: ExperimentResult, kind: RecoveryKind): RepeatsSummary {
  const spans = experiment.repeats.map(repeat => repeat.recovery[kind]);
  const measured = spans.filter(isMeasured).sort(bySlowness);
  return {
    fastest: show(measured[0]),
    average: average(measured),
    slowest: show(measured.at(-1)),
    each: spans.map(show),
  };
}

/** The repeat whose recovery took longest; one that never recovered is the slowest. Undefined where none was measured. */
export function slowestRepeat(experiment: ExperimentResult): RepeatResult | undefined {
  return experiment.repeats
    .filter(repeat => isMeasured(repeat.recovery.total))
    .sort((a, b) => bySlowness(a.recovery.total, b.recovery.total))
    .at(-1);
}

/** Why there are fewer repeats than asked for; undefined where there aren’t. */
export function stoppedText({stopped: why}: ExperimentResult): string | undefined {
  return why === undefined ? undefined : `${asSentence(why)} No further repeat could change the verdict.`;
}

function average(spans: readonly RecoverySpan[]): string {
  const values = spans.filter(span => span.bound === '=').map(span => span.value ?? 0);
  if (values.length === 0) return 'none recovered';
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const of = values.length < spans.length ? ` (of the ${values.length} that recovered)` : '';
  return formatMeasured({value: mean, bound: '='}, 's') + of;
}

function isMeasured(span: RecoverySpan | undefined): span is RecoverySpan {
  return span !== undefined && span.value !== null;
}

function bySlowness(a: RecoverySpan, b: RecoverySpan): number {
  if (a.bound !== b.bound) return a.bound === '>' ? 1 : -1;
  return (a.value ?? 0) - (b.value ?? 0);
}

function show(span: RecoverySpan | undefined): string {
  return formatMeasured(span ?? {value: null, bound: '='}, 's');
}
