import type {LogStream} from '../../src/runtime/terminal-logger.js';

export interface FakeTerminal extends LogStream {
  /** Everything that was written, as it was. */
  written(): string;
  /** The lines that a person sees; the last one is the one that the cursor is in. */
  screen(): string[];
  /** The reader has gone: what the stream does then. */
  breakPipe(): void;
}

/** A stream that understands what a terminal does with \r, \n and the erasing of a line; without columns it is a pipe. */
export function fakeTerminal({columns}: {columns?: number} = {}): FakeTerminal {
  let written = '';
  const listeners: ((error: Error) => void)[] = [];
  return {
    ...(columns === undefined ? {} : {isTTY: true, columns}),
    write: text => {
      written += text;
      return true;
    },
    on: (_, listener) => listeners.push(listener),
    written: () => written,
    screen: () => screenOf(written),
    breakPipe: () => {
      if (listeners.length === 0) throw new Error('an error event that nobody listens to ends the process');
      for (const listener of listeners) listener(Object.assign(new Error('write EPIPE'), {code: 'EPIPE'}));
    },
  };
}

function screenOf(written: string): string[] {
  const lines = [''];
  for (const piece of written.replaceAll('\r\u001b[2K', '\r').split(/([\r\n])/)) {
    if (piece === '\n') lines.push('');
    else if (piece === '\r') lines[lines.length - 1] = '';
    else lines[lines.length - 1] += piece;
  }
  return lines;
}
