import type {Block} from './document.js';
import {escapeMarkdown} from './escape.js';
import type {Column, Table} from './tables/table.js';

/** A table of GitHub's Markdown. The cells are Markdown already; it can be cut after any row. */
export function markdownTable(columns: readonly Column[], rows: readonly (readonly string[])[]): Block {
  return {
    lead: [
      line(columns.map(column => column.title)),
      line(columns.map(column => (column.align === 'right' ? '--:' : ':--'))),
    ],
    rows: rows.map(line),
  };
}

/** The same for cells of plain text. */
export function plainTable({columns, rows}: Table): Block {
  return markdownTable(
    columns,
    rows.map(row => row.map(escapeMarkdown)),
  );
}

function line(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`;
}
