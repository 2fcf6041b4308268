import type {Clock} from './clock.js';
import type {Logger} from './logger.js';
import type {Palette} from './palette.js';
import {plainText} from './plain-text.js';

export interface LineLoggerOptions {
  stream: {write(text: string): unknown};
  clock: Clock;
  palette: Palette;
}

const PROGRESS_EVERY_MS = 10_000;

/** One line for each thing that is said, after the seconds since the start: for logs of CI and for files. */
export function createLineLogger({stream, clock, palette}: LineLoggerOptions): Logger {
  const start = clock.now();
  let lastProgress = start;
  const say = (text: string): void => {
    const stamp = `[${((clock.now() - start) / 1000).toFixed(1).padStart(6)} s] `;
    const [first = '', ...rest] = plainText(text).trimEnd().split('\n');
    // A line of GitHub's log that starts with :: is a command to the runner, so every line starts with something of ours.
    const more = rest.map(line => `${' '.repeat(stamp.length - 2)}| ${line}\n`);
    stream.write(`${palette('dim', stamp)}${first}\n${more.join('')}`);
  };
  return {
    step: title => {
      lastProgress = clock.now();
      say(`${title} …`);
    },
    info: message => say(message),
    warn: message => say(`warning: ${message}`),
    debug: message => say(`debug: ${message}`),
    progress: state => {
      if (clock.now() - lastProgress < PROGRESS_EVERY_MS) return;
      lastProgress = clock.now();
      say(`  ${state}`);
    },
    fail: () => {},
    close: () => {},
  };
}
