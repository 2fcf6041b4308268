import {type Block, paragraph, type Section} from '../document.js';
import {escapeMarkdown} from '../escape.js';
import {formatMeasured, formatNumber} from '../format.js';
import {markdownTable} from '../markdown-table.js';
import {recoveryKinds, slowestRepeat, summariseRepeats} from '../recovery-repeats.js';
import type {Result} from '../result-schema.js';
import type {ExperimentResult, RepeatResult} from '../schema/experiment.js';
import {asSentence} from '../wording.js';
import {recoveryAdvice} from '../headline.js';

/** For each experiment: how long it took to recover, where that time went, and what would make it shorter. */
export function recoverySection(result: Result): Section | undefined {
  const blocks = result.experiments.flatMap(experimentBlocks);
  return blocks.length === 0 ? undefined : {title: 'Recovery', rank: 3, shown: 'heading', blocks};
}

function experimentBlocks(experiment: ExperimentResult): Block[] {
  if (experiment.repeats.length === 0) return [];
  const slowest = slowestRepeat(experiment);
  return [
    paragraph(`**${escapeMarkdown(experiment.name)}** (${escapeMarkdown(experiment.fault)}): ${inWords(experiment)}`),
    ...(experiment.repeats.length > 1 ? [repeatsTable(experiment)] : []),
    ...(slowest === undefined ? [] : splitBlocks(experiment, slowest)),
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
  const which = experiment.repeats.length > 1 ? ` in the slowest of ${experiment.repeats.length} repeats` : '';
  const verb = total.bound === '>' ? 'did not recover within' : 'recovered in';
  return `${verb} **${formatMeasured({...total, bound: '='}, 's')}**${which} (${escapeMarkdown(parts.join(', '))})${noteOf(slowest)}`;
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
  return markdownTable(
    [
      {title: ''},
      {title: 'Fastest', align: 'right'},
      {title: 'Average', align: 'right'},
      {title: 'Slowest', align: 'right'},
      {title: 'Each repeat'},
    ],
    rows,
  );
}

/** Where the time of the slowest repeat's pod went, in the order in which it passed. */
function splitBlocks(experiment: ExperimentResult, slowest: RepeatResult): Block[] {
  if (slowest.split.length === 0) return [];
  const {dominant} = slowest;
  const bold = (part: string, text: string) => (part === dominant?.part ? `**${text}**` : text);
  const which = experiment.repeats.length > 1 ? ` of repeat ${slowest.repeat}` : '';
  const table = markdownTable(
    slowest.split.map(({part}) => ({title: bold(part, part), align: 'right'})),
    [
      slowest.split.map(({part, seconds, uncertaintySeconds}) =>
        bold(part, withUncertainty(seconds, uncertaintySeconds)),
      ),
    ],
  );
  return [
    {...table, lead: [`Where the pod’s time${which} went:`, '', ...(table.lead ?? [])]},
    ...(dominant === undefined
      ? []
      : [paragraph(`> Longest part: **${dominant.part}**. ${escapeMarkdown(asSentence(dominant.advice))}`)]),
  ];
}

/** An uncertainty is worth its place from a twentieth of the value on. */
function withUncertainty(seconds: number, uncertainty: number): string {
  const value = formatNumber(seconds, 's');
  return uncertainty >= 0.01 && uncertainty * 20 >= seconds ? `${value} ± ${formatNumber(uncertainty, 's')}` : value;
}

function problems(experiment: ExperimentResult): Block[] {
  const rows = experiment.repeats.flatMap(({repeat, inconclusive}) =>
    inconclusive.map(why => `- Repeat ${repeat} can’t be judged: ${escapeMarkdown(asSentence(why))}`),
  );
  return rows.length === 0 ? [] : [{rows}];
}
