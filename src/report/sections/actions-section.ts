import {type Block, paragraph, type Section} from '../document.js';
import {escapeMarkdown} from '../escape.js';
import {formatNumber, NOTHING} from '../format.js';
import {markdownTable} from '../markdown-table.js';
import type {Result} from '../result-schema.js';
import type {ExperimentResult, RepeatResult} from '../schema/experiment.js';

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
  return experiment.repeats.length === 0 ? [title] : [title, markdownTable(COLUMNS, experiment.repeats.map(cells))];
}

const COLUMNS = [
  {title: 'Repeat', align: 'right'},
  {title: 'What the engine did'},
  {title: 'Injected at', align: 'right'},
  {title: 'Asked for', align: 'right'},
  {title: 'Confirmed', align: 'right'},
  {title: 'Removed at', align: 'right'},
  {title: 'Proof'},
] as const;

const GRADES = {effect: 'seen', applied: 'the engine’s word', none: 'none'};

function cells({repeat, injection, proof}: RepeatResult): string[] {
  const {requestedAt, acknowledgedAt, injectedAt, removedAt, applied} = injection;
  return [
    String(repeat),
    escapeMarkdown(applied),
    formatNumber(injectedAt, 's'),
    `${formatNumber(injectedAt - requestedAt, 's')} before`,
    `${formatNumber(acknowledgedAt - injectedAt, 's')} after`,
    removedAt === undefined ? NOTHING : formatNumber(removedAt, 's'),
    `${GRADES[proof.grade]}: ${escapeMarkdown(proof.what)}`,
  ];
}
