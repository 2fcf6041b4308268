import {formatMeasured} from './format.js';
import {slowestRepeat} from './recovery-repeats.js';
import type {Result} from './result-schema.js';
import type {ExperimentResult} from './schema/experiment.js';
import {plural} from './wording.js';

/** The one reason that matters, as a line of text from outside; for a pass without reasons, what was shown. */
export function mainReason(result: Result): string {
  const reason = result.reasons[0];
  if (reason !== undefined) return cut(firstLine(reason), 240);
  return result.verdict === 'pass' ? whatWasShown(result) : 'no reason was given';
}

/** What the reader should do next, or has to know to read the verdict right; undefined where the reason says it all. */
export function nextStep(result: Result): string | undefined {
  switch (result.verdict) {
    case 'pass':
      return undefined;
    case 'warn':
      return 'Only a `should` is breached: the job passes.';
    case 'error':
      return 'This says nothing about the change: the run could not do its work. Remove the cause and run it again.';
    case 'inconclusive':
      return 'Neither a pass nor a regression: what was measured does not decide it.';
    case 'fail':
      return adviceFor(result);
  }
}

/** The advice for the experiment whose recovery was too slow. */
function adviceFor(result: Result): string | undefined {
  const failed = result.objectives.find(
    objective => objective.verdict === 'fail' && objective.metric.startsWith('recovery'),
  );
  const experiment = result.experiments.find(candidate => candidate.name === failed?.experiment);
  return experiment === undefined ? undefined : slowestRepeat(experiment)?.dominant?.advice;
}

function whatWasShown(result: Result): string {
  const judged = result.objectives.length;
  const met = judged === 1 ? 'the one objective was met' : `all ${judged} objectives were met`;
  const slowest = slowestOf(result.experiments);
  const recovery = slowest === undefined ? '' : `; the slowest recovery took ${slowest}`;
  return `${met} in ${plural(result.experiments.length, 'experiment')}${recovery}`;
}

function slowestOf(experiments: readonly ExperimentResult[]): string | undefined {
  const totals = experiments.flatMap(experiment => slowestRepeat(experiment)?.recovery.total ?? []);
  const slowest = totals.filter(total => total.value !== null).sort((a, b) => (b.value ?? 0) - (a.value ?? 0))[0];
  return slowest === undefined ? undefined : formatMeasured(slowest, 's');
}

/** Output of programs has many lines; the first says what went wrong. */
function firstLine(reason: string): string {
  return reason.trim().split('\n')[0] ?? '';
}

function cut(text: string, length: number): string {
  return text.length <= length ? text : `${text.slice(0, length - 1).trimEnd()}…`;
}
