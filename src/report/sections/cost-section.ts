import {type Block, paragraph, type Section} from '../document.js';
import {escapeMarkdown} from '../escape.js';
import {inCurrency} from '../format.js';
import {plainTable} from '../markdown-table.js';
import type {Result} from '../result-schema.js';
import type {CostResult} from '../schema/cost.js';
import {costExplanation, costTable, coverageText} from '../tables/cost-table.js';
import {asSentence} from '../wording.js';
import {causesBlocks} from './causes-blocks.js';

/** What each experiment cost by each basis, by which prices, and what it takes to read that right. */
export function costSection({cost}: Result): Section | undefined {
  if (cost === null || cost.experiments.length === 0) return undefined;
  return {
    title: 'Cost',
    rank: 4,
    shown: 'heading',
    blocks: [...cost.experiments.flatMap(experiment => experimentBlocks(experiment, cost)), ...explanation(cost)],
  };
}

function experimentBlocks(experiment: CostResult['experiments'][number], cost: CostResult): Block[] {
  return [
    paragraph(`**${escapeMarkdown(experiment.name)}**${coverageText(experiment.coverage)}`),
    plainTable(costTable(experiment, cost)),
    ...causesBlocks(experiment, cost),
  ];
}

function explanation(cost: CostResult): Block[] {
  return [
    paragraph(escapeMarkdown(costExplanation(cost))),
    ...(cost.notes.length === 0
      ? []
      : [{rows: cost.notes.map(note => `- ${escapeMarkdown(inCurrency(asSentence(note), cost.prices.currency))}`)}]),
  ];
}
