import type {Column, Table} from '../tables/table.js';
import {type Markup, markup} from './markup.js';

/** A cell, of which a string is plain text. */
type Cell = Markup | string;

interface HtmlTable {
  /** What the table shows, for those who don't see it. */
  label: string;
  columns: readonly Column[];
  /** The rows, below a title of their own where there are several groups of them. */
  groups: readonly {title?: Markup; rows: readonly (readonly Cell[])[]}[];
  /** The column that names the row; the first by default. */
  named?: number;
}

/** A table whose first column names the rows; where it is wider than the screen, it scrolls by itself. */
export function htmlTable({label, columns, groups, named = 0}: HtmlTable): Markup {
  const titles = columns.map(column => markup`<th scope="col"${alignment(column)}>${column.title}</th>`);
  const line = (row: readonly Cell[]): Markup => {
    const cells = row.map((cell, index) => {
      const side = alignment(columns[index]);
      return index === named ? markup`<th scope="row"${side}>${cell}</th>` : markup`<td${side}>${cell}</td>`;
    });
    return markup`<tr>${cells}</tr>\n`;
  };
  const bodies = groups.map(({title, rows}) => {
    const head =
      title === undefined
        ? undefined
        : markup`<tr><th scope="rowgroup" class="group" colspan="${columns.length}">${title}</th></tr>\n`;
    return markup`<tbody>${head}${rows.map(line)}</tbody>`;
  });
  return markup`<div class="wide" role="region" aria-label="${label}" tabindex="0"><table>
<thead><tr>${titles}</tr></thead>
${bodies}</table></div>
`;
}

/** A table that is the same in all reports. */
export function sharedTable(label: string, {columns, rows}: Table): Markup {
  return htmlTable({label, columns, groups: [{rows}]});
}

function alignment(column: Column | undefined): Markup | undefined {
  return column?.align === 'right' ? markup` class="n"` : undefined;
}
