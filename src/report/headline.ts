import {formatMeasured} from './format.js';
import {leadingDiagnosis} from './leading-diagnosis.js';
import {slowestRepeat} from './recovery-repeats.js';
import type {Result} from './result-schema.js';
import type {ExperimentResult, RecoverySpan} from './schema/experiment.js';
import {asSentence, plural} from './wording.js';

/** The one reason that matters, as a line of text from outside; for a pass without reasons, what was shown. */
export function mainReason(result: Result): string {
  const reason = result.reasons[0]?.trim() ?? '';
  if (reason !== '') return cut(tellingLine(reason), 240);
  return result.verdict === 'pass' ? whatWasShown(result) : 'no reason was given';
}

/** What the reader should do next, or has to know to read the verdict right; undefined where the reason says it all. */
export function nextStep(result: Result): string | undefined {
  switch (result.verdict) {
    case 'pass':
      return leadingDiagnosis(result);
    case 'warn':
      return withDiagnosis('What is breached is a “should”, so the job passes', result);
    case 'error':
      return 'This says nothing about the change: the run could not do its work. Remove the cause and run it again';
    case 'inconclusive':
      return 'Neither a pass nor a regression: what was measured does not decide it';
    case 'fail':
      return adviceOnFailure(result);
  }
}

function withDiagnosis(note: string, result: Result): string {
  const leading = leadingDiagnosis(result);
  return leading === undefined ? note : `${asSentence(note)} ${asSentence(leading)}`;
}

/** What would make the recovery of the experiment's slowest repeat shorter; undefined where nothing points to it. */
function recoveryAdvice(experiment: ExperimentResult): string | undefined {
  const slowest = slowestRepeat(experiment);
  if (slowest === undefined) return undefined;
  const {pod, total} = slowest.recovery;
  if (!trails(pod, total)) return slowest.dominant?.advice;
  return `The pods were back in service after ${formatMeasured(pod, 's')}, the traffic was not: look at what comes after the start, such as warm-up, connection pools and retries`;
}

/** The advice on a recovery, for where it stands beside the experiment; undefined where the report's head says it already. */
export function adviceBeside(experiment: ExperimentResult, result: Result): string | undefined {
  const advice = recoveryAdvice(experiment);
  return advice === nextStep(result) ? undefined : advice;
}

/** Whether the pods were back by more than a tenth, and a second, before the traffic. */
function trails(pod: RecoverySpan, total: RecoverySpan): boolean {
  if (pod.value === null || pod.bound === '>' || total.value === null) return false;
  return total.value - pod.value > Math.max(1, total.value / 10);
}

function adviceOnFailure(result: Result): string | undefined {
  const failed = result.objectives.find(
    objective => objective.verdict === 'fail' && objective.metric.startsWith('recovery'),
  );
  const experiment = result.experiments.find(candidate => candidate.name === failed?.experiment);
  return leadingDiagnosis(result) ?? (experiment === undefined ? undefined : recoveryAdvice(experiment));
}

function whatWasShown(result: Result): string {
  const slowest = slowestOf(result.experiments);
  const recovery = slowest === undefined ? '' : `; the slowest recovery took ${slowest}`;
  if (result.experiments.length === 0) return allMet(result.objectives.length);
  return `${allMet(result.objectives.length)} in ${plural(result.experiments.length, 'experiment')}${recovery}`;
}

function allMet(count: number): string {
  if (count === 0) return 'no objective was breached';
  if (count <= 2) return count === 1 ? 'the one objective was met' : 'both objectives were met';
  return `all ${count} objectives were met`;
}

function slowestOf(experiments: readonly ExperimentResult[]): string | undefined {
  const totals = experiments.flatMap(experiment => slowestRepeat(experiment)?.recovery.total ?? []);
  const slowest = totals.sort((a, b) => (b.value ?? 0) - (a.value ?? 0))[0];
  return slowest === undefined ? undefined : formatMeasured(slowest, 's');
}

/** Output of programs has many lines: after a first line that only announces them, the one that tells of the error. */
function tellingLine(reason: string): string {
  const [first = '', ...rest] = reason.split('\n').map(line => line.trim());
  if (!first.endsWith(':')) return first;
  const telling =
    rest.find(line => /error|fail|denied|not found|cannot|unable/i.test(line)) ?? rest.find(line => line !== '');
  return telling === undefined ? first : `${first} ${telling}`;
}

function cut(text: string, length: number): string {
  return text.length <= length ? text : `${text.slice(0, length - 1).replace(/[\ud800-\udbff]$/, '')}…`;
}
