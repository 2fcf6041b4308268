import type {Block, Section} from '../document.js';
import {escapeMarkdown} from '../escape.js';
import {formatNumber} from '../format.js';
import {markdownTable} from '../markdown-table.js';
import type {Result} from '../result-schema.js';
import type {RepeatResult} from '../schema/experiment.js';

/** What happened to the pods, repeat by repeat; times count from the injection. */
export function timelineSection(result: Result): Section | undefined {
  const blocks = result.experiments.flatMap(({name, repeats}) =>
    repeats.filter(({timeline}) => timeline.length > 0).map(repeat => timelineBlock(name, repeat)),
  );
  return blocks.length === 0 ? undefined : {title: 'Timeline', rank: 9, shown: 'folded', blocks};
}

function timelineBlock(experiment: string, {repeat, injection, timeline}: RepeatResult): Block {
  const rows = timeline.map(({at, what, pod, detail}) => [
    sinceInjection(at - injection.injectedAt),
    ...[what, pod ?? '', detail ?? ''].map(escapeMarkdown),
  ]);
  const table = markdownTable(
    [{title: 'After injection', align: 'right'}, {title: 'What'}, {title: 'Pod'}, {title: 'Detail'}],
    rows,
  );
  const heading = `**${escapeMarkdown(experiment)}**, repeat ${repeat}, injected at ${formatNumber(injection.injectedAt, 's')}`;
  return {...table, lead: [heading, '', ...(table.lead ?? [])]};
}

function sinceInjection(seconds: number): string {
  const text = formatNumber(seconds, 's');
  return seconds > 0 && text !== '0 s' ? `+${text}` : text;
}
