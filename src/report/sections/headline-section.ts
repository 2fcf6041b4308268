import {type Block, paragraph, type Section} from '../document.js';
import {codeBlock, escapeMarkdown} from '../escape.js';
import {formatDuration, formatNumber} from '../format.js';
import {mainReason, nextStep} from '../headline.js';
import type {Result} from '../result-schema.js';
import {asSentence, plural, VERDICT_WORDS} from '../wording.js';

/** The verdict with the one reason that matters, and what to do about it. */
export function headlineSection(result: Result): Section {
  const {icon, title} = VERDICT_WORDS[result.verdict];
  const next = nextStep(result);
  return {
    title: 'Verdict',
    rank: 0,
    shown: 'plain',
    blocks: [
      paragraph(`## ${icon} ${title}: ${escapeMarkdown(mainReason(result))}`),
      ...fullText(result),
      ...(next === undefined
        ? []
        : [
            paragraph(
              `**${result.verdict === 'fail' ? 'What to change' : 'Note'}:** ${escapeMarkdown(asSentence(next))}`,
            ),
          ]),
      paragraph(context(result)),
    ],
  };
}

/** All reasons but the one above, when there are any. */
export function reasonsSection(result: Result): Section | undefined {
  const others = result.reasons.slice(1);
  if (others.length === 0) return undefined;
  return {
    title: 'Further reasons',
    rank: 2,
    shown: 'plain',
    blocks: [
      {
        lead: [`${others.length === 1 ? 'Also' : 'Also, worst first'}:`, ''],
        rows: others.map(reason => `- ${escapeMarkdown(reason)}`),
      },
    ],
  };
}

/** A reason too long for the first line, such as the last lines of a build. */
function fullText(result: Result): Block[] {
  const reason = result.reasons[0] ?? '';
  if (reason === '' || mainReason(result) === reason.trim()) return [];
  const [open = '', ...rest] = codeBlock(reason.trim());
  return [{lead: [open], rows: rest.slice(0, -1), tail: rest.slice(-1)}];
}

function context({name, cluster, load, experiments, durationSeconds}: Result): string {
  const facts = [
    ...(cluster === null ? [] : [cluster.context]),
    ...(cluster?.version ? [`Kubernetes ${cluster.version}`] : []),
    ...(load === null ? [] : [formatNumber(load.rate, 'req/s')]),
    ...(experiments.length === 0 ? [] : [plural(experiments.length, 'experiment')]),
    formatDuration(durationSeconds),
  ];
  return [`**${escapeMarkdown(name)}**`, ...facts.map(escapeMarkdown)].join(' · ');
}
