import type {ObjectiveResult} from '../gate/judge.js';
import {paragraph, renderDocument} from './document.js';
import {escapeMarkdown} from './escape.js';
import type {ReservedResult} from './schema/reserved.js';
import {sectionOf} from './sections/reserved-section.js';
import {VERDICT_WORDS} from './wording.js';

/** The cost of a change as GitHub's Markdown, with what became of its limits in front. */
export function renderReserved(
  reserved: ReservedResult,
  objectives: readonly Pick<ObjectiveResult, 'verdict' | 'reason'>[],
): string {
  const section = sectionOf(reserved);
  const judged = objectives.map(({verdict, reason}) => {
    const {icon, word} = VERDICT_WORDS[verdict];
    return paragraph(`${icon} **${word}**: ${escapeMarkdown(reason)}.`);
  });
  return renderDocument([{...section, rank: 0, blocks: [...judged, ...section.blocks]}]);
}
