import type {Palette, Style} from '../runtime/palette.js';
import {costLines} from './cost-lines.js';
import {oneLine} from './escape.js';
import {adviceBeside, mainReason, nextStep} from './headline.js';
import {judgedRows, judgedTitles} from './judged-rows.js';
import {summariseRepeats} from './recovery-repeats.js';
import {reservedLines} from './reserved-rows.js';
import type {Result} from './result-schema.js';
import type {ExperimentResult} from './schema/experiment.js';
import type {Verdict} from './schema/quantities.js';
import {type TextColumn, textTable} from './text-table.js';
import {asSentence, VERDICT_WORDS} from './wording.js';

export interface SummaryOptions {
  /** Colours for a terminal; none by default. */
  palette?: Palette;
  /** What was written where: `{report: 'chaos-cost-gate/report.md'}`. */
  files?: Readonly<Record<string, string>>;
}

/** What the terminal says at the end of a run: verdict, objectives, recovery, and where the files are. */
export function renderSummary(result: Result, {palette = plain, files = {}}: SummaryOptions = {}): string {
  const groups = [
    headline(result, palette),
    objectives(result, palette),
    recovery(result, palette),
    reserved(result, palette),
    cost(result, palette),
    listed(
      result.notices.map(notice => asSentence(oneLine(notice))),
      'Notices',
    ),
    written(files),
  ];
  return `${groups
    .filter(lines => lines.length > 0)
    .map(lines => lines.join('\n'))
    .join('\n\n')}\n`;
}

const plain: Palette = (_, text) => text;
const STYLES: Record<Verdict, Style> = {
  pass: 'good',
  warn: 'warning',
  fail: 'bad',
  error: 'bad',
  inconclusive: 'warning',
};

function headline(result: Result, palette: Palette): string[] {
  const word = VERDICT_WORDS[result.verdict].word.toUpperCase();
  const next = nextStep(result);
  return [
    `${palette(STYLES[result.verdict], word)}  ${palette('strong', `${oneLine(result.name)}: ${oneLine(mainReason(result))}`)}`,
    ...restOfReason(result),
    ...result.reasons.slice(1).map(reason => `  - ${oneLine(reason)}`),
    ...(next === undefined ? [] : [`  ${asSentence(oneLine(next))}`]),
  ];
}

/** The other lines of a reason, such as the output of a build. */
function restOfReason(result: Result): string[] {
  const reason = (result.reasons[0] ?? '').trim();
  if (reason === '' || reason === mainReason(result)) return [];
  const lines = reason.split('\n');
  return (lines.length > 1 ? lines.slice(1) : lines).map(line => `  | ${oneLine(line)}`.trimEnd());
}

function objectives(result: Result, palette: Palette): string[] {
  const {reference, observed} = judgedTitles(result);
  const columns: TextColumn[] = [
    {title: 'Experiment'},
    {title: 'Metric'},
    {title: reference, align: 'right'},
    {title: observed, align: 'right'},
    {title: 'Change', align: 'right'},
    {title: 'Limit', align: 'right'},
    {title: 'Verdict'},
  ];
  const rows = judgedRows(result);
  if (rows.length === 0) return [];
  const cells = rows.map(row =>
    [row.experiment, row.metric, row.baseline, row.observed, row.change, row.limit, row.verdict ?? 'not judged'].map(
      oneLine,
    ),
  );
  const table = textTable(columns, cells, (text, row, column) => {
    if (row < 0) return palette('dim', text);
    const verdict = rows[row]?.verdict;
    if (column !== columns.length - 1) return text;
    return verdict === undefined ? palette('dim', text) : palette(STYLES[verdict], text);
  });
  return table.map(line => `  ${line}`);
}

function recovery(result: Result, palette: Palette): string[] {
  const measured = result.experiments.filter(experiment => experiment.repeats.length > 0);
  return measured.length === 0
    ? []
    : [palette('strong', 'Recovery'), ...measured.flatMap(experiment => experimentLines(experiment, result))];
}

function reserved({reserved: found}: Result, palette: Palette): string[] {
  const lines = found === null ? [] : reservedLines(found);
  return lines.length === 0
    ? []
    : [palette('strong', 'Cost of the change'), ...lines.map(line => `  ${oneLine(line)}`)];
}

function cost(result: Result, palette: Palette): string[] {
  const lines = costLines(result);
  return lines.length === 0 ? [] : [palette('strong', 'Cost'), ...lines.map(line => `  ${oneLine(line)}`)];
}

function experimentLines(experiment: ExperimentResult, result: Result): string[] {
  const {each, fastest, average, slowest} = summariseRepeats(experiment, 'total');
  const spread = each.length > 1 ? `; fastest ${fastest}, average ${average}, slowest ${slowest}` : '';
  const advice = adviceBeside(experiment, result);
  return [
    `  ${oneLine(experiment.name)}: ${each.join(', ')}${spread}`,
    ...(advice === undefined ? [] : [`    ${asSentence(oneLine(advice))}`]),
    ...experiment.repeats.flatMap(({repeat, inconclusive}) =>
      inconclusive.map(why => `    repeat ${repeat} can’t be judged: ${asSentence(oneLine(why))}`),
    ),
  ];
}

function written(files: Readonly<Record<string, string>>): string[] {
  const rows = Object.entries(files).map(entry => entry.map(oneLine));
  const [, ...lines] = textTable([{title: ''}, {title: ''}], rows);
  return lines.length === 0 ? [] : ['Files', ...lines.map(line => `  ${line}`)];
}

function listed(lines: readonly string[], title: string): string[] {
  return lines.length === 0 ? [] : [title, ...lines.map(line => `  - ${line}`)];
}
