import type {Column, Table} from '../tables/table.js';
import {type Markup, markup} from './markup.js';

/** A cell, of which a string is plain text. */
type Cell = Markup | string;

interface HtmlTable {
  /** What the table shows, for those who don't see it. */
  label: string;
  columns: readonly Column[];
  rows: readonly (readonly Cell[])[];
  /** The column that names the row; the first by default. */
  named?: number;
}

/** A table whose first column names the rows; where it is wider than the screen, it scrolls by itself. */
export function htmlTable({label, columns, rows, named = 0}: HtmlTable): Markup {
  const titles = columns.map(column => markup`<th scope="col"${alignment(column)}>${column.title}</th>`);
  const lines = rows.map(row => {
    const cells = row.map((cell, index) => {
      const side = alignment(columns[index]);
      return index === named ? markup`<th scope="row"${side}>${cell}</th>` : markup`<td${side}>${cell}</td>`;
    });
    return markup`<tr>${cells}</tr>\n`;
  });
  return markup`<div class="wide" role="region" aria-label="${label}" tabindex="0"><table>
<thead><tr>${titles}</tr></thead>
<tbody>${lines}</tbody></table></div>
`;
}

/** A table that is the same in all reports. */
export function sharedTable(label: string, {columns, rows}: Table): Markup {
  return htmlTable({label, columns, rows});
}

function alignment(column: Column | undefined): Markup | undefined {
  return column?.align === 'right' ? markup` class="n"` : undefined;
}
