import type {Section} from '../document.js';
import {escapeMarkdown} from '../escape.js';
import {type JudgedRow, judgedRows, judgedTitles} from '../judged-rows.js';
import {markdownTable} from '../markdown-table.js';
import type {Result} from '../result-schema.js';
import type {Column} from '../tables/table.js';
import {VERDICT_WORDS} from '../wording.js';

/** Each objective beside its baseline and its limit, and the key metrics that none judges. */
export function objectivesSection(result: Result): Section | undefined {
  const rows = judgedRows(result);
  if (rows.length === 0) return undefined;
  return {title: 'Objectives', rank: 1, shown: 'plain', blocks: [markdownTable(columnsOf(result), rows.map(cells))]};
}

function columnsOf(result: Result): Column[] {
  const {reference, observed} = judgedTitles(result);
  return [
    {title: 'Experiment'},
    {title: 'Metric'},
    {title: reference, align: 'right'},
    {title: observed, align: 'right'},
    {title: 'Δ', align: 'right'},
    {title: 'Limit', align: 'right'},
    {title: 'Verdict'},
  ];
}

function cells(row: JudgedRow): string[] {
  const observed = escapeMarkdown(row.observed);
  const bad = row.verdict !== undefined && row.verdict !== 'pass';
  return [
    escapeMarkdown(row.experiment),
    escapeMarkdown(row.metric),
    escapeMarkdown(row.baseline),
    bad ? `**${observed}**` : observed,
    escapeMarkdown(row.change),
    escapeMarkdown(row.limit),
    row.verdict === undefined ? 'not judged' : `${VERDICT_WORDS[row.verdict].icon} ${VERDICT_WORDS[row.verdict].word}`,
  ];
}
