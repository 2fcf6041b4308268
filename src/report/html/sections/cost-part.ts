import type {Result} from '../../result-schema.js';
import {costExplanation, costTable, coverageText} from '../../tables/cost-table.js';
import {asSentence} from '../../wording.js';
import {type Markup, markup} from '../markup.js';
import {htmlTable} from '../table.js';

/** What each experiment cost by each basis, by which prices, and what it takes to read that right. */
export function costPart({cost}: Result): Markup | undefined {
  if (cost === null || cost.experiments.length === 0) return undefined;
  const tables = cost.experiments.map(experiment => costTable(experiment, cost));
  const table = htmlTable({
    label: 'Costs of each experiment',
    columns: tables[0]?.columns ?? [],
    groups: cost.experiments.map(({name, coverage}, index) => ({
      title: markup`${name}<span class="muted">${coverageText(coverage)}</span>`,
      rows: tables[index]?.rows ?? [],
    })),
  });
  return markup`<section><h2>Cost</h2>
${table}
<p class="small">${costExplanation(cost)}</p>
${cost.notes.length === 0 ? undefined : markup`<ul class="small">${cost.notes.map(note => markup`<li>${asSentence(note)}</li>`)}</ul>`}
</section>
`;
}
