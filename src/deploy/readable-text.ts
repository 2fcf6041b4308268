import {plainText} from '../runtime/plain-text.js';

const LONGEST_LINE = 500;

/** The last `count` lines of foreign text that say something, without control characters and cut to 500 characters each. */
export function readableLines(text: string, count: number): string[] {
  return plainText(text)
    .split('\n')
    .map(line => line.trimEnd())
    .filter(line => line !== '')
    .slice(-count)
    .map(line => (line.length > LONGEST_LINE ? `${line.slice(0, LONGEST_LINE)}…` : line));
}

/** Foreign text on one line. */
export function readableLine(text: string): string {
  return readableLines(text, 20).join(' ');
}
