import {type Block, paragraph, type Section} from '../document.js';
import {escapeMarkdown} from '../escape.js';
import {markdownTable} from '../markdown-table.js';
import {notPriced, reservedNotes} from '../reserved-rows.js';
import type {Result} from '../result-schema.js';
import type {ReservedResult} from '../schema/reserved.js';
import {reservedTable} from '../tables/reserved-table.js';

/** What the manifests reserve, before and after the change. */
export function reservedSection({reserved}: Result): Section | undefined {
  return reserved === null ? undefined : sectionOf(reserved);
}

/** The same by itself. */
export function sectionOf(reserved: ReservedResult): Section {
  return {title: 'Cost of the change', rank: 3, shown: 'heading', blocks: blocksOf(reserved)};
}

function blocksOf(reserved: ReservedResult): Block[] {
  const {columns, rows} = reservedTable(reserved);
  const gaps = notPriced(reserved);
  const compared = reserved.comparedWith;
  const cells = rows.map(row => row.map(escapeMarkdown));
  return [
    ...(compared === null ? [] : [paragraph(`Compared with ${escapeMarkdown(compared)}.`)]),
    markdownTable(columns, [
      ...cells.slice(0, -1),
      ...cells.slice(-1).map(total => total.map(cell => (cell === '' ? '' : `**${cell}**`))),
    ]),
    ...(gaps.length === 0
      ? []
      : [{lead: ['Not priced, and in no sum:', ''], rows: gaps.map(gap => `- ${escapeMarkdown(gap)}`)}]),
    paragraph(escapeMarkdown(reservedNotes(reserved).join(' '))),
  ];
}
