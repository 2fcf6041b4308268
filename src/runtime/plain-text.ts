import {stripVTControlCharacters} from 'node:util';

/** The text without commands to the terminal, and without what a log of GitHub Actions takes for a command of the workflow. */
export function plainText(text: string): string {
  return stripVTControlCharacters(text)
    .replace(/\r\n?/g, '\n')
    .replace(/\t/g, '  ')
    .replace(CONTROLS, '')
    .replaceAll('##[', '## [');
}

/** The text cut to so many columns of a terminal, with … where something is missing. */
export function cutToColumns(text: string, columns: number): string {
  if (columnsOf(text) <= columns) return text;
  let used = 1; // the …
  let kept = '';
  for (const {segment} of SEGMENTER.segment(text)) {
    used += segmentColumns(segment);
    if (used > columns) break;
    kept += segment;
  }
  return columns < 1 ? '' : `${kept}…`;
}

const SEGMENTER = new Intl.Segmenter('en', {granularity: 'grapheme'});
const CONTROLS = /(?!\n)[\p{Cc}\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]/gu;
const WIDE =
  /\p{Extended_Pictographic}|\p{Regional_Indicator}|[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff01-\uff60\uffe0-\uffe6]/u;

function columnsOf(text: string): number {
  let columns = 0;
  for (const {segment} of SEGMENTER.segment(text)) columns += segmentColumns(segment);
  return columns;
}

/** East Asian characters and emoji take two columns. */
function segmentColumns(segment: string): number {
  return WIDE.test(segment) ? 2 : 1;
}
