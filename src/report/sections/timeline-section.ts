import type {Block, Section} from '../document.js';
import {escapeMarkdown} from '../escape.js';
import {formatNumber} from '../format.js';
import {plainTable} from '../markdown-table.js';
import type {Result} from '../result-schema.js';
import type {RepeatResult} from '../schema/experiment.js';
import {eventsTable} from '../tables/fault-tables.js';

/** What happened to the pods, repeat by repeat; times count from the injection. */
export function timelineSection(result: Result): Section | undefined {
  const blocks = result.experiments.flatMap(({name, repeats}) =>
    repeats.filter(({timeline}) => timeline.length > 0).map(repeat => timelineBlock(name, repeat)),
  );
  return blocks.length === 0 ? undefined : {title: 'Timeline', rank: 9, shown: 'folded', blocks};
}

function timelineBlock(experiment: string, repeat: RepeatResult): Block {
  const table = plainTable(eventsTable(repeat));
  const heading = `**${escapeMarkdown(experiment)}**, repeat ${repeat.repeat}, injected at ${formatNumber(repeat.injection.injectedAt, 's')}`;
  return {...table, lead: [heading, '', ...(table.lead ?? [])]};
}
