import {NOTHING} from '../../format.js';
import {type JudgedRow, judgedRows, judgedTitles} from '../../judged-rows.js';
import type {Result} from '../../result-schema.js';
import {type Column, numbers} from '../../tables/table.js';
import {VERDICT_WORDS} from '../../wording.js';
import {type Markup, markup} from '../markup.js';
import {htmlTable} from '../table.js';

/** Each objective beside its limit, the worst first, and the key metrics that none judges. */
export function objectivesPart(result: Result): Markup | undefined {
  const rows = judgedRows(result);
  if (rows.length === 0) return undefined;
  const table = htmlTable({
    label: 'Objectives',
    columns: columnsOf(result),
    groups: [{rows: rows.map(cellsOf)}],
    named: 1,
  });
  return markup`<section class="objectives"><h2>Objectives</h2>${table}</section>
`;
}

/** The verdict comes first, so that a narrow screen shows what matters. */
function columnsOf(result: Result): Column[] {
  const {reference, observed} = judgedTitles(result);
  return [{title: 'Verdict'}, {title: 'Metric'}, ...[observed, 'Limit', reference, 'Change'].map(numbers)];
}

function cellsOf(row: JudgedRow): (Markup | string)[] {
  return [
    verdictCell(row),
    markup`${row.metric} ${row.experiment === NOTHING ? undefined : markup`<span class="of">${row.experiment}</span>`}`,
    row.verdict === undefined || row.verdict === 'pass' ? row.observed : markup`<strong>${row.observed}</strong>`,
    row.limit,
    row.baseline,
    row.change,
  ];
}

function verdictCell({verdict}: JudgedRow): Markup {
  return verdict === undefined
    ? markup`<span class="muted">not judged</span>`
    : markup`<span class="pill ${verdict}">${VERDICT_WORDS[verdict].word}</span>`;
}
