import {type Block, paragraph, type Section} from '../document.js';
import {escapeMarkdown} from '../escape.js';
import {markdownTable} from '../markdown-table.js';
import {notPriced, type ReservedRow, reservedNotes, reservedRows} from '../reserved-rows.js';
import type {Result} from '../result-schema.js';
import type {ReservedResult} from '../schema/reserved.js';
import type {Column} from '../tables/table.js';
import {asSentence} from '../wording.js';

/** What the manifests reserve, before and after the change. */
export function reservedSection({reserved}: Result): Section | undefined {
  return reserved === null ? undefined : sectionOf(reserved);
}

/** The same by itself. */
export function sectionOf(reserved: ReservedResult): Section {
  return {title: 'Cost of the change', rank: 3, shown: 'heading', blocks: blocksOf(reserved)};
}

const COLUMNS: readonly Column[] = [
  {title: 'Workload'},
  {title: 'Reserves'},
  {title: 'Before', align: 'right'},
  {title: 'After', align: 'right'},
  {title: 'Δ', align: 'right'},
];
const ALONE: readonly Column[] = [{title: 'Workload'}, {title: 'Reserves'}, {title: 'Per month', align: 'right'}];

function blocksOf(reserved: ReservedResult): Block[] {
  const {rows, total} = reservedRows(reserved);
  const gaps = notPriced(reserved);
  const compared = reserved.comparedWith;
  const isAlone = reserved.before === null;
  const cells = (row: ReservedRow): string[] => (isAlone ? cellsAlone(row) : cellsCompared(row)).map(escapeMarkdown);
  return [
    ...(compared === null ? [] : [paragraph(`Compared with ${escapeMarkdown(compared)}.`)]),
    markdownTable(isAlone ? ALONE : COLUMNS, [
      ...rows.map(cells),
      cells(total).map(cell => (cell === '' ? '' : `**${cell}**`)),
    ]),
    ...(gaps.length === 0
      ? []
      : [{lead: ['Not priced, and in no sum:', ''], rows: gaps.map(gap => `- ${escapeMarkdown(asSentence(gap))}`)}]),
    paragraph(escapeMarkdown(reservedNotes(reserved).join(' '))),
  ];
}

function cellsAlone({workload, amount, after}: ReservedRow): string[] {
  return [workload, amount, after];
}

function cellsCompared({workload, amount, before, after, difference}: ReservedRow): string[] {
  return [workload, amount, before, after, difference];
}
