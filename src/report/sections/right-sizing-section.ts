import {paragraph, type Section} from '../document.js';
import {escapeMarkdown} from '../escape.js';
import {plainTable} from '../markdown-table.js';
import type {Result} from '../result-schema.js';
import {
  RIGHT_SIZING_RULE,
  rightSizingEvidence,
  rightSizingTable,
  rightSizingTitle,
} from '../tables/right-sizing-table.js';

/** What each container asks for beside what it used under chaos, and what its requests should be. */
export function rightSizingSection({cost}: Result): Section | undefined {
  if (cost === null || cost.rightSizing.length === 0) return undefined;
  return {
    title: `Right-sizing: ${escapeMarkdown(rightSizingTitle(cost))}`,
    rank: 6,
    shown: 'folded',
    blocks: [
      plainTable(rightSizingTable(cost)),
      {rows: rightSizingEvidence(cost).map(sentence => `- ${escapeMarkdown(sentence)}`)},
      paragraph(RIGHT_SIZING_RULE),
    ],
  };
}
