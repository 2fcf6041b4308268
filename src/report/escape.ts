/**
 * Text from outside as one line of GitHub's Markdown that shows just that text, in a paragraph, a list, a heading or a table's cell:
 * no formatting, HTML, links, images, mentions, references to issues, emoji or mathematics come of it.
 */
export function escapeMarkdown(text: string): string {
  return oneLine(text).replace(SPECIAL, substitute).replace(LIST_MARKER, '$1\\');
}

/** Text from outside as a block of code: what it says stays in its lines, and nothing in it ends the block. */
export function codeBlock(text: string): string[] {
  const lines = text.replace(/\r\n?/g, '\n').split('\n').map(printable);
  const longest = Math.max(2, ...lines.flatMap(line => line.match(/`+/g) ?? []).map(ticks => ticks.length));
  const fence = '`'.repeat(longest + 1);
  return [fence, ...lines, fence];
}

/** Text from outside as one line that neither a terminal nor a log of GitHub Actions takes for a command. */
export function oneLine(text: string): string {
  return inLine(text).trim();
}

/** The same for a piece of a line: it keeps the spaces at its ends. */
export function inLine(text: string): string {
  return printable(text.replace(/[\s\u2028\u2029]+/g, ' '));
}

const BREAK = '&#8203;'; // a space of no width: GitHub looks for mentions and emoji after Markdown's escapes are gone
const SPECIAL = /:(?=\/\/)|www\.|GH-(?=\d)|:(?!\d\d:)(?=[\w+-]{1,40}:)|[\\`*_[\]|~#&<>$@]/gi;
const ENTITIES: Record<string, string> = {'&': '&amp;', '<': '&lt;', '>': '&gt;', $: '&#36;'};
const LIST_MARKER = /^((?=[-+](?: |$)|--|=)|\d+(?=[.)](?: |$)))/;

// A colour or cursor command as a whole; then controls, and marks that turn the direction of the text around.
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for.
const TERMINAL_COMMAND = /\u001b(?:\[[0-?]*[ -/]*[@-~]|\][^\u0007\u001b]*(?:\u0007|\u001b\\)|[@-_])/g;
const INVISIBLE = /[\p{Cc}\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/gu;

function substitute(special: string, at: number, text: string): string {
  if (special.length > 1) return special.slice(0, 3) + BREAK + special.slice(3); // www. and GH-
  if (special === ':' || special === '@') return special + BREAK;
  if (special === '#') return /\d/.test(text[at + 1] ?? '') ? `\\#${BREAK}` : '\\#';
  return ENTITIES[special] ?? `\\${special}`;
}

function printable(text: string): string {
  return text
    .replace(TERMINAL_COMMAND, '')
    .replace(/\t/g, ' ')
    .replace(INVISIBLE, '')
    .replace(/\p{Surrogate}/gu, '\ufffd')
    .replaceAll('##[', '## [');
}
