import {type Block, paragraph, type Section} from '../document.js';
import {escapeMarkdown} from '../escape.js';
import {formatMeasured} from '../format.js';
import {adviceBeside} from '../headline.js';
import {markdownTable} from '../markdown-table.js';
import {recoveryKinds, slowestRepeat, stoppedText, summariseRepeats} from '../recovery-repeats.js';
import type {Result} from '../result-schema.js';
import type {ExperimentResult, RepeatResult} from '../schema/experiment.js';
import {asSentence} from '../wording.js';
import {splitTable} from './split-table.js';

/** For each experiment: how long it took to recover, where that time went, and what would make it shorter. */
export function recoverySection(result: Result): Section | undefined {
  const blocks = result.experiments.flatMap(experiment => experimentBlocks(experiment, result));
  return blocks.length === 0 ? undefined : {title: 'Recovery', rank: 3, shown: 'heading', blocks};
}

/** The parts of every repeat's recovery, for experiments with several. */
export function repeatsSection(result: Result): Section | undefined {
  const blocks = result.experiments.flatMap(({name, repeats}) => {
    const split = repeats.filter(repeat => repeat.split.length > 0);
    return split.length < 2 ? [] : [paragraph(`**${escapeMarkdown(name)}**`), splitTable(split)];
  });
  return blocks.length === 0
    ? undefined
    : {title: 'Every pod’s recovery, part by part', rank: 8, shown: 'folded', blocks};
}

function experimentBlocks(experiment: ExperimentResult, result: Result): Block[] {
  if (experiment.repeats.length === 0) return [];
  return [
    paragraph(`**${escapeMarkdown(experiment.name)}** (${escapeMarkdown(experiment.fault)}): ${inWords(experiment)}`),
    ...stopped(experiment),
    ...(experiment.repeats.length > 1 ? [repeatsTable(experiment)] : []),
    ...whereItWent(experiment, result),
    ...problems(experiment),
  ];
}

function inWords(experiment: ExperimentResult): string {
  const slowest = slowestRepeat(experiment);
  if (slowest === undefined) return `the recovery was not measured${noteOf(experiment.repeats[0])}`;
  const {total, service, pod, adapt} = slowest.recovery;
  const parts = [
    `service ${formatMeasured(service, 's')}`,
    `pod ${formatMeasured(pod, 's')}`,
    ...(adapt === undefined ? [] : [`adapted after ${formatMeasured(adapt, 's')}`]),
  ];
  const which =
    experiment.repeats.length > 1 ? `repeat ${slowest.repeat}, the slowest of ${experiment.repeats.length}, ` : '';
  const verb = total.bound === '>' ? 'did not recover within' : 'recovered in';
  return `${which}${verb} **${formatMeasured({...total, bound: '='}, 's')}** (${escapeMarkdown(parts.join(', '))})${noteOf(slowest)}`;
}

function stopped(experiment: ExperimentResult): Block[] {
  const why = stoppedText(experiment);
  return why === undefined ? [] : [paragraph(escapeMarkdown(why))];
}

function noteOf(repeat: RepeatResult | undefined): string {
  const note = repeat?.recovery.total.note;
  return note === undefined ? '.' : `. ${escapeMarkdown(asSentence(note))}`;
}

function repeatsTable(experiment: ExperimentResult): Block {
  const rows = recoveryKinds(experiment).map(({kind, title}) => {
    const {fastest, average, slowest, each} = summariseRepeats(experiment, kind);
    return [title, fastest, average, slowest, each.join(', ')].map(escapeMarkdown);
  });
  const numbers = ['Fastest', 'Average', 'Slowest'].map(title => ({title, align: 'right'}) as const);
  return markdownTable([{title: ''}, ...numbers, {title: 'Each repeat'}], rows);
}

/** Where the time of the slowest repeat's pod went, and what would make it shorter. */
function whereItWent(experiment: ExperimentResult, result: Result): Block[] {
  const slowest = slowestRepeat(experiment);
  if (slowest === undefined) return [];
  const advice = adviceBeside(experiment, result);
  const table = splitTable([slowest]);
  const which = experiment.repeats.length > 1 ? ` of repeat ${slowest.repeat}` : '';
  return [
    ...(slowest.split.length === 0
      ? []
      : [{...table, lead: [`Where the pod’s time${which} went:`, '', ...(table.lead ?? [])]}]),
    ...(advice === undefined ? [] : [paragraph(`> ${escapeMarkdown(asSentence(advice))}`)]),
  ];
}

function problems(experiment: ExperimentResult): Block[] {
  const rows = experiment.repeats.flatMap(({repeat, inconclusive}) =>
    inconclusive.map(why => `- Repeat ${repeat} can’t be judged: ${escapeMarkdown(asSentence(why))}`),
  );
  return rows.length === 0 ? [] : [{rows}];
}
