import {z} from 'zod';
import {formatDuration, MAX_DURATION_MS, readDuration} from './duration.js';

const MAX_RATE = 20_000;

/** `30s`, `2m`, `1m30s`, `500ms` → ms. At most 24h. */
export const durationSchema = quantity({
  title: 'duration',
  allowed: 'a duration such as 30s, 500ms, 2m or 1m30s',
  pattern: /^(?=\d)(\d+(\.\d+)?h)?(\d+(\.\d+)?m(?!s))?(\d+(\.\d+)?s)?(\d+(\.\d+)?ms)?$/,
  examples: ['30s', '1m30s', '500ms'],
  read: text => {
    const ms = readDuration(text) ?? Number.NaN;
    return ms <= MAX_DURATION_MS
      ? ms
      : `${text} is longer than ${formatDuration(MAX_DURATION_MS)}, the longest allowed`;
  },
});

/** A duration that is not zero. */
export const someTimeSchema = durationSchema.refine(ms => ms > 0, {error: 'it must be longer than 0s'});

/** `5%` → 5. */
export const portionSchema = quantity({
  title: 'percentage',
  allowed: 'a percentage such as 5% or 0.5%',
  pattern: /^\d+(\.\d+)?%$/,
  examples: ['5%', '0.5%'],
  read: text => {
    const percent = Number(text.slice(0, -1));
    return percent <= 100 ? percent : `${text} is more than 100%`;
  },
});

/** `50/s`, `3000/m` → requests per second, above 0 and at most 20,000. */
export const rateSchema = quantity({
  title: 'rate',
  allowed: 'a rate such as 50/s or 3000/m',
  pattern: /^\d+(\.\d+)?\/[sm]$/,
  examples: ['50/s', '3000/m'],
  read: text => {
    const rate = Number(text.slice(0, -2)) / (text.endsWith('m') ? 60 : 1);
    if (rate === 0) return 'a load of no requests shows nothing: write a rate above 0/s';
    return rate <= MAX_RATE ? rate : `${text} is more than ${MAX_RATE}/s, the most that one generator sends`;
  },
});

interface Quantity {
  title: string;
  /** What people are told to write. */
  allowed: string;
  pattern: RegExp;
  examples: [string, ...string[]];
  /** The value of a text that fits the pattern, or a sentence that refuses it. */
  read(text: string): number | string;
}

function quantity({title, allowed, pattern, examples, read}: Quantity) {
  const error = ({input}: {input?: unknown}) => expectation(input, {allowed, pattern, example: examples[0]});
  return z
    .string({error})
    .regex(pattern, {error})
    .meta({title, examples})
    .transform((text, context) => {
      const value = read(text);
      if (typeof value === 'number') return value;
      context.addIssue({code: 'custom', message: value});
      return z.NEVER;
    });
}

function expectation(
  input: unknown,
  {allowed, pattern, example}: {allowed: string; pattern: RegExp; example: string},
): string {
  if (typeof input === 'number') return `write the unit, such as ${example}`;
  if (typeof input !== 'string') return `allowed is ${allowed}`;
  if (/^\s*[-+]/.test(input)) return `allowed is ${allowed}, without a sign`;
  const meant = tidied(input);
  const hint = meant !== input && pattern.test(meant) ? ` (did you mean ${meant}?)` : '';
  return `allowed is ${allowed}${hint}`;
}

/** Takes what people write elsewhere: `30 sec`, `2min`, `4,5s`, `50rps`. */
function tidied(text: string): string {
  return text
    .toLowerCase()
    .replace(/\s+/g, '')
    .replace(/(\d),(\d)/g, '$1.$2')
    .replace(/hours?|hrs?/g, 'h')
    .replace(/milliseconds?|millis/g, 'ms')
    .replace(/minutes?|mins?/g, 'm')
    .replace(/seconds?|secs?/g, 's')
    .replace(/rps$|req\/s$/, '/s')
    .replace(/percent$/, '%');
}
