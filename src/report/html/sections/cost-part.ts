import {inCurrency} from '../../format.js';
import type {Result} from '../../result-schema.js';
import type {CostResult} from '../../schema/cost.js';
import {causesTable} from '../../tables/causes-table.js';
import {costExplanation, costTable, coverageText} from '../../tables/cost-table.js';
import {
  RIGHT_SIZING_RULE,
  rightSizingEvidence,
  rightSizingTable,
  rightSizingTitle,
} from '../../tables/right-sizing-table.js';
import {asSentence} from '../../wording.js';
import {type Markup, markup} from '../markup.js';
import {htmlTable, sharedTable} from '../table.js';

/** What each experiment cost by each basis and by which causes, by which prices, and what the requests should be. */
export function costPart({cost}: Result): Markup | undefined {
  if (cost === null || cost.experiments.length === 0) return undefined;
  return markup`<section><h2>Cost</h2>
${costsOfAll(cost)}
${causesOfAll(cost)}<p class="small">${costExplanation(cost)}</p>
${cost.notes.length === 0 ? undefined : markup`<ul class="small">${cost.notes.map(note => markup`<li>${inCurrency(asSentence(note), cost.prices.currency)}</li>`)}</ul>`}
${rightSizing(cost)}</section>
`;
}

function costsOfAll(cost: CostResult): Markup {
  const tables = cost.experiments.map(experiment => costTable(experiment, cost));
  return htmlTable({
    label: 'Costs of each experiment',
    columns: tables[0]?.columns ?? [],
    groups: cost.experiments.map(({name, coverage}, index) => ({
      title: markup`${name}<span class="muted">${coverageText(coverage)}</span>`,
      rows: tables[index]?.rows ?? [],
    })),
  });
}

/** Where the excess comes from: the largest causes in sentences, and all of them in a table. */
function causesOfAll(cost: CostResult): Markup | undefined {
  const split = cost.experiments
    .map(experiment => ({experiment, table: causesTable(experiment, cost)}))
    .filter(({table}) => table.rows.length > 0);
  if (split.length === 0) return undefined;
  return markup`<h3>Where the excess comes from</h3>
${split.flatMap(({experiment}) => sentencesOf(experiment))}
${htmlTable({
  label: 'Causes of the excess',
  columns: split[0]?.table.columns ?? [],
  groups: split.map(({experiment, table}) => ({title: markup`${experiment.name}`, rows: table.rows})),
  named: 1,
})}
`;
}

function sentencesOf({name, causes}: CostResult['experiments'][number]): Markup[] {
  return causes.sentences.map(sentence => markup`<p><strong>${name}</strong>: ${asSentence(sentence)}</p>`);
}

function rightSizing(cost: CostResult): Markup | undefined {
  if (cost.rightSizing.length === 0) return undefined;
  return markup`<details><summary>Right-sizing: ${rightSizingTitle(cost)}</summary>
${sharedTable('Right-sizing', rightSizingTable(cost))}
<ul class="small">${rightSizingEvidence(cost).map(sentence => markup`<li>${sentence}</li>`)}</ul>
<p class="small">${RIGHT_SIZING_RULE}</p></details>
`;
}
