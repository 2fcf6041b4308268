import {type Block, paragraph, type Section} from '../document.js';
import {escapeMarkdown} from '../escape.js';
import {plainTable} from '../markdown-table.js';
import type {Result} from '../result-schema.js';
import type {ExperimentResult} from '../schema/experiment.js';
import {injectionsTable} from '../tables/fault-tables.js';

/** What was broken, when, and how sure that is. */
export function actionsSection(result: Result): Section | undefined {
  const blocks = result.experiments.flatMap(experimentBlocks);
  return blocks.length === 0 ? undefined : {title: 'What was done', rank: 7, shown: 'folded', blocks};
}

function experimentBlocks(experiment: ExperimentResult): Block[] {
  const seed = experiment.seed === undefined ? '' : `, seed ${experiment.seed}`;
  const title = paragraph(
    `**${escapeMarkdown(experiment.name)}**: ${escapeMarkdown(experiment.fault)}, by ${escapeMarkdown(experiment.engine)}${seed}`,
  );
  return experiment.repeats.length === 0 ? [title] : [title, plainTable(injectionsTable(experiment))];
}
