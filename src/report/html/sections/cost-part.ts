import type {Result} from '../../result-schema.js';
import {costExplanation, costTable, coverageText} from '../../tables/cost-table.js';
import {asSentence} from '../../wording.js';
import {type Markup, markup} from '../markup.js';
import {sharedTable} from '../table.js';

/** What each experiment cost by each basis, by which prices, and what it takes to read that right. */
export function costPart({cost}: Result): Markup | undefined {
  if (cost === null || cost.experiments.length === 0) return undefined;
  const parts = cost.experiments.map(
    experiment => markup`<article><h3>${experiment.name}<span class="muted">${coverageText(experiment.coverage)}</span></h3>
${sharedTable(`Cost of ${experiment.name}`, costTable(experiment, cost))}</article>
`,
  );
  return markup`<section><h2>Cost</h2>${parts}
<p class="small">${costExplanation(cost)}</p>
${cost.notes.length === 0 ? undefined : markup`<ul class="small">${cost.notes.map(note => markup`<li>${asSentence(note)}</li>`)}</ul>`}
</section>
`;
}
