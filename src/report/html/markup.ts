import {inLine} from '../escape.js';

const MADE = Symbol('made by markup');

/** HTML that only `markup` makes, so that no text from outside ever becomes part of it unescaped. */
export interface Markup {
  readonly [MADE]: string;
}

type Part = Markup | readonly Markup[] | string | number | undefined;

/** HTML with parts in it: texts are escaped, for content and for quoted attributes alike; nothing comes of undefined. */
export function markup(texts: TemplateStringsArray, ...parts: readonly Part[]): Markup {
  const html = texts.reduce((sum, text, index) => sum + htmlOf(parts[index - 1]) + text);
  return {[MADE]: html};
}

/** The same with the text of a block of code, whose lines stay. */
export function codeMarkup(text: string): Markup {
  const lines = text.trim().split(/\r\n|\r|\n/);
  return markup`<pre><code>${lines.map(line => markup`${line}\n`)}</code></pre>`;
}

/** The text of the HTML. */
export function toHtml(made: Markup): string {
  return made[MADE];
}

/** A style sheet, which is our own and in which nothing is escaped. */
export function styleMarkup(css: string): Markup {
  return {[MADE]: `<style>${css}</style>`};
}

function htmlOf(part: Part): string {
  if (part === undefined) return '';
  if (typeof part === 'string') return escapeHtml(part);
  if (typeof part === 'number') return String(part);
  return isMany(part) ? part.map(toHtml).join('') : toHtml(part);
}

function isMany(part: Markup | readonly Markup[]): part is readonly Markup[] {
  return Array.isArray(part);
}

const ENTITIES: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
  '`': '&#96;',
};

function escapeHtml(text: string): string {
  return inLine(text).replace(/[&<>"'`]/g, character => ENTITIES[character]!);
}
