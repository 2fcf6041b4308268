import {type Block, paragraph} from '../document.js';
import {escapeMarkdown} from '../escape.js';
import {plainTable} from '../markdown-table.js';
import type {CostResult} from '../schema/cost.js';
import {causesTable} from '../tables/causes-table.js';
import {asSentence} from '../wording.js';

/** Where an experiment's excess comes from: the largest by each basis in a sentence, and all of them in a table; none without an excess. */
export function causesBlocks(experiment: CostResult['experiments'][number], cost: CostResult): Block[] {
  const table = causesTable(experiment, cost);
  if (table.rows.length === 0) return [];
  const text = experiment.causes.sentences.map(asSentence).join(' ');
  return [...(text === '' ? [] : [paragraph(escapeMarkdown(text))]), plainTable(table)];
}
