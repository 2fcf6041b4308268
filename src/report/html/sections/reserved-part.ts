import {notPriced, reservedNotes} from '../../reserved-rows.js';
import type {Result} from '../../result-schema.js';
import {reservedTable} from '../../tables/reserved-table.js';
import {type Markup, markup} from '../markup.js';
import {htmlTable} from '../table.js';

/** What the manifests reserve, before and after the change. */
export function reservedPart({reserved}: Result): Markup | undefined {
  if (reserved === null) return undefined;
  const {columns, rows} = reservedTable(reserved);
  const gaps = notPriced(reserved);
  const groups = [
    {rows: rows.slice(0, -1)},
    {rows: rows.slice(-1).map(total => total.map(cell => markup`<strong>${cell}</strong>`))},
  ];
  return markup`<section><h2>Cost of the change</h2>
${reserved.comparedWith === null ? undefined : markup`<p class="small">Compared with ${reserved.comparedWith}.</p>`}
${htmlTable({label: 'What the workloads reserve', columns, groups})}
${gaps.length === 0 ? undefined : markup`<p>Not priced, and in no sum:</p><ul>${gaps.map(gap => markup`<li>${gap}</li>`)}</ul>`}
<p class="small">${reservedNotes(reserved).join(' ')}</p>
</section>
`;
}
