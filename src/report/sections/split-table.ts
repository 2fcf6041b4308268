import type {Block} from '../document.js';
import {NOTHING, withUncertainty} from '../format.js';
import {markdownTable} from '../markdown-table.js';
import {RECOVERY_PARTS, type RepeatResult} from '../schema/experiment.js';

/** Where the time of the repeats' pods went, part by part in the order in which it passed; the longest is bold. */
export function splitTable(repeats: readonly RepeatResult[]): Block {
  const parts = RECOVERY_PARTS.filter(part => repeats.some(repeat => repeat.split.some(split => split.part === part)));
  const numbered = repeats.length > 1;
  return markdownTable(
    [
      ...(numbered ? [{title: 'Repeat', align: 'right'} as const] : []),
      ...parts.map(title => ({title, align: 'right'}) as const),
    ],
    repeats.map(repeat => [...(numbered ? [String(repeat.repeat)] : []), ...parts.map(part => cell(repeat, part))]),
  );
}

function cell({split, dominant}: RepeatResult, part: (typeof RECOVERY_PARTS)[number]): string {
  const found = split.find(candidate => candidate.part === part);
  if (found === undefined) return NOTHING;
  const text = withUncertainty(found.seconds, found.uncertaintySeconds);
  return part === dominant?.part ? `**${text}**` : text;
}
