import type {Block} from './document.js';

/** A column's title; numbers go to the right. */
export interface Column {
  title: string;
  align?: 'left' | 'right';
}

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

function line(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`;
}
