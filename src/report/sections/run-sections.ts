import type {Section} from '../document.js';
import {escapeMarkdown} from '../escape.js';
import type {Result} from '../result-schema.js';
import {environmentRows} from '../tables/environment-rows.js';
import {asSentence} from '../wording.js';

/** What the reader should know to judge the numbers; not folded away. */
export function noticesSection(result: Result): Section | undefined {
  if (result.notices.length === 0) return undefined;
  return {
    title: `Notices (${result.notices.length})`,
    rank: 4,
    shown: 'unfolded',
    blocks: [{rows: result.notices.map(notice => `- ${escapeMarkdown(asSentence(notice))}`)}],
  };
}

/** Where and by what it was measured, and what the rest of the time went into. */
export function environmentSection(result: Result): Section {
  return {
    title: 'Environment',
    rank: 5,
    shown: 'folded',
    blocks: [{rows: environmentRows(result).map(([what, value]) => `- ${what}: ${escapeMarkdown(value)}`)}],
  };
}
