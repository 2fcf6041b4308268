import {BadAnswer} from './bad-answer.js';

/** Finds the end of a chunked body (RFC 9112, section 7.1), which may come in any pieces. */
export interface ChunkedBody {
  /** Reads on in `bytes[from, to)` and tells where it stopped: at `to`, or behind the body's end. Throws {@link BadAnswer}. */
  take(bytes: Buffer, from: number, to: number): number;
  readonly over: boolean;
}

const NEWLINE = 10;
/** Of a line: a chunk's size with its extensions, or a trailer. */
const LONGEST_LINE = 16_384;

export function chunkedBody(): ChunkedBody {
  let line = '';
  let part: 'size' | 'data' | 'after-data' | 'trailers' | 'over' = 'size';
  let left = 0;

  /** Takes a whole line, and says what follows it. */
  const afterLine = (text: string): typeof part => {
    if (part === 'after-data') {
      if (text !== '') throw new BadAnswer('a chunk that is longer than it said');
      return 'size';
    }
    if (part === 'trailers') return text === '' ? 'over' : 'trailers';
    const size = /^([\da-f]{1,12})[ \t]*(?:;|$)/i.exec(text)?.[1];
    if (size === undefined) throw new BadAnswer('a chunk without a size');
    left = Number.parseInt(size, 16);
    return left === 0 ? 'trailers' : 'data';
  };

  const takeData = (from: number, to: number) => {
    const taken = Math.min(left, to - from);
    left -= taken;
    if (left === 0) part = 'after-data';
    return from + taken;
  };
  const takeLine = (bytes: Buffer, from: number, to: number) => {
    const newline = bytes.indexOf(NEWLINE, from);
    const end = newline === -1 || newline >= to ? to : newline + 1;
    line += bytes.toString('latin1', from, end);
    if (line.length > LONGEST_LINE) throw new BadAnswer('a line without an end');
    if (line.endsWith('\n')) {
      part = afterLine(line.replace(/\r?\n$/, ''));
      line = '';
    }
    return end;
  };

  return {
    take: (bytes, from, to) => {
      let at = from;
      while (at < to && part !== 'over') at = part === 'data' ? takeData(at, to) : takeLine(bytes, at, to);
      return at;
    },
    get over() {
      return part === 'over';
    },
  };
}
