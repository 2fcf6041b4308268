const LONGEST_LINE = 500;

/** Escape sequences of terminals: CSI (colours, cursor), OSC (titles, links) and two-character ones. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is removed
const ESCAPES = /\u001b(?:\[[0-?]*[ -/]*[@-~]|\][^\u0007\u001b]*(?:\u0007|\u001b\\)|[@-Z\\-_])/g;
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is removed
const CONTROLS = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;

/** The last `count` lines of foreign text that say something, without control characters and cut to 500 characters each. */
export function readableLines(text: string, count: number): string[] {
  return text
    .replace(ESCAPES, '')
    .split(/\r?\n|\r/)
    .map(line => line.replaceAll('\t', '  ').replace(CONTROLS, '').trimEnd())
    .filter(line => line !== '')
    .slice(-count)
    .map(line => (line.length > LONGEST_LINE ? `${line.slice(0, LONGEST_LINE)}…` : line));
}

/** Foreign text on one line. */
export function readableLine(text: string): string {
  return readableLines(text, 20).join(' ');
}
