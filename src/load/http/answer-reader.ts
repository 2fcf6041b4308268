import {type AnswerHead, answerHead} from './answer-head.js';
import {BadAnswer} from './bad-answer.js';
import {type ChunkedBody, chunkedBody} from './chunked-body.js';

/**
 * Reads answers just far enough to know their status and where they end, and throws the rest away. One reader for a connection: its
 * answers come one after the other.
 */
export interface AnswerReader {
  /** Gets ready for the answer to a request of `method`. */
  begin(method: string): void;
  /** Reads `bytes[0, length)`; true once the answer is complete. Throws {@link BadAnswer}. */
  take(bytes: Buffer, length: number): boolean;
  /** The connection ended: true if the answer is complete by that. */
  end(): boolean;
  /** The final answer's; 0 until its head has come. */
  status(): number;
  /** As {@link AnswerHead.keepAlive}, of the answer that is complete. */
  keepAlive(): number | undefined;
}

/** As much as Node's own client takes. */
const LONGEST_HEAD = 16_384;
const BEGINNING = 'HTTP/1.';
const HEAD_END = '\r\n\r\n';

export function answerReader(): AnswerReader {
  let method = 'GET';
  const readHead = lastOneKept(answerHead);
  let head: AnswerHead | undefined;
  let partialHead = '';
  let left = 0;
  let chunks: ChunkedBody | undefined;
  let surplus = false;

  /** Reads the head on from `from`, and tells where it stopped. */
  const takeHead = (bytes: Buffer, from: number, to: number): number => {
    const read = headEnd(bytes, from, Math.min(to, from + LONGEST_HEAD));
    const text = partialHead + bytes.toString('latin1', from, read);
    const end = text.indexOf(HEAD_END);
    if (end === -1) {
      refuseHead(text);
      partialHead = text;
      return read;
    }
    const next = from + end + HEAD_END.length - partialHead.length;
    partialHead = '';
    const found = readHead(text.slice(0, end), method);
    if (found.status === 101) throw new BadAnswer('another protocol, which nobody asked for');
    // An interim answer: the final one follows.
    if (found.status < 200) return next;
    head = found;
    left = typeof found.body === 'number' ? found.body : 0;
    chunks = found.body === 'chunked' ? chunkedBody() : undefined;
    return next;
  };

  const takeBody = (bytes: Buffer, from: number, to: number): number => {
    if (head!.body === 'until-close') return to;
    if (chunks !== undefined) return chunks.take(bytes, from, to);
    const taken = Math.min(left, to - from);
    left -= taken;
    return from + taken;
  };

  const isComplete = () => {
    if (head === undefined || head.body === 'until-close') return false;
    return chunks === undefined ? left === 0 : chunks.over;
  };

  return {
    begin: asked => {
      method = asked;
      head = undefined;
      partialHead = '';
      surplus = false;
    },
    take: (bytes, length) => {
      let at = 0;
      while (at < length && !isComplete()) at = (head === undefined ? takeHead : takeBody)(bytes, at, length);
      surplus = at < length;
      return isComplete();
    },
    end: () => head?.body === 'until-close',
    status: () => head?.status ?? 0,
    // Bytes that nobody asked for: the next answer on this connection could be anybody's.
    keepAlive: () => (surplus ? 0 : head?.keepAlive),
  };
}

/** Where the head ends, if it is whole; else `to`. Only this much is made a string, which would keep all bytes alive otherwise. */
function headEnd(bytes: Buffer, from: number, to: number): number {
  const end = bytes.indexOf(HEAD_END, from, 'latin1');
  return end === -1 || end + HEAD_END.length > to ? to : end + HEAD_END.length;
}

/** Refuses what can't become a head of HTTP/1.1 by any further bytes. */
function refuseHead(text: string): void {
  if (!text.startsWith(BEGINNING.slice(0, text.length))) throw new BadAnswer('the answer is no HTTP/1.1');
  if (/(?<!\r)\n/.test(text)) throw new BadAnswer('a line that ends without a carriage return');
  if (text.length >= LONGEST_HEAD) throw new BadAnswer('the head of the answer has no end');
}

/** Most heads are the one before to the byte, but for the second in their `Date`: they are read once. */
function lastOneKept(read: typeof answerHead): typeof answerHead {
  let last: {text: string; method: string; head: AnswerHead} | undefined;
  return (text, method) => {
    if (last?.text !== text || last.method !== method) last = {text, method, head: read(text, method)};
    return last.head;
  };
}
