import {BadAnswer} from './bad-answer.js';

/** What the head of an answer says about its body and its connection (RFC 9112, sections 6.3 and 9.3). */
export interface AnswerHead {
  status: number;
  /** Bytes of the body; `chunked`, or all until the connection ends. */
  body: number | 'chunked' | 'until-close';
  /** Ms after which the server would close the idle connection: 0 when it closes it at once, undefined where it didn't say. */
  keepAlive: number | undefined;
}

const STATUS_LINE = /^HTTP\/1\.([01]) ([1-9]\d\d)(?: |\r|$)/;
/** Folded lines, space before a colon, and line feeds alone: clients differ in what they make of them, and so in where the answer ends. */
const AMBIGUOUS = /\r\n(?:[ \t]|[^:\r\n]*[ \t]:)|(?<!\r)\n/;
const FRAMING = /\r\n(content-length|transfer-encoding|connection|keep-alive):[ \t]*([^\r\n]*)/gi;

/** Reads the head of an answer to a request of `method`: the bytes before the empty line, as Latin-1. Throws {@link BadAnswer}. */
export function answerHead(text: string, method: string): AnswerHead {
  const line = STATUS_LINE.exec(text);
  if (line === null) throw new BadAnswer('the answer does not begin with a status line of HTTP/1.1');
  if (AMBIGUOUS.test(text)) throw new BadAnswer('a head that can be read in several ways');
  const status = Number(line[2]);
  const fields = framingFields(text);
  const length = lengthOf(fields['content-length']);
  const coding = fields['transfer-encoding'];
  const body = hasNoBody(status, method) ? 0 : bodyOf(length, coding);
  // A length and a coding at once is how requests are smuggled: the connection is not to be trusted any further.
  const isAmbiguous = length !== undefined && coding !== undefined;
  const closes = body === 'until-close' || isAmbiguous || closesBy(line[1] === '0', fields.connection);
  return {status, body, keepAlive: closes ? 0 : announcedTimeout(fields['keep-alive'])};
}

/** The fields on which an answer's end depends, by their names in lower case; values of one name are joined by commas. */
function framingFields(text: string): Partial<Record<string, string>> {
  const fields: Partial<Record<string, string>> = {};
  for (const [, field, value] of text.matchAll(FRAMING)) {
    const name = field!.toLowerCase();
    fields[name] = fields[name] === undefined ? value! : `${fields[name]},${value}`;
  }
  return fields;
}

/** Repeated lengths are one, as long as they are the same. */
function lengthOf(field: string | undefined): number | undefined {
  if (field === undefined) return undefined;
  const [length, ...others] = new Set(field.split(',').map(value => value.trim()));
  if (others.length > 0) throw new BadAnswer('Content-Lengths that differ');
  if (!/^\d{1,15}$/.test(length!)) throw new BadAnswer('a Content-Length that is no number');
  return Number(length);
}

function closesBy(isHttp10: boolean, connection = ''): boolean {
  return isHttp10 ? !/\bkeep-alive\b/i.test(connection) : /\bclose\b/i.test(connection);
}

function hasNoBody(status: number, method: string): boolean {
  return method === 'HEAD' || status < 200 || status === 204 || status === 304;
}

function bodyOf(length: number | undefined, coding: string | undefined): AnswerHead['body'] {
  if (coding === undefined) return length ?? 'until-close';
  return /(^|,)[ \t]*chunked[ \t]*$/i.test(coding) ? 'chunked' : 'until-close';
}

function announcedTimeout(keepAlive = ''): number | undefined {
  const seconds = /\btimeout=(\d+)/i.exec(keepAlive)?.[1];
  return seconds === undefined ? undefined : Number(seconds) * 1000;
}
