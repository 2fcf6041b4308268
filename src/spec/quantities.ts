import {z} from 'zod';
import {formatDuration, MAX_DURATION_MS, readDuration} from './duration.js';
import {expecting} from './expecting.js';

const DURATION = 'a duration with its unit, such as 30s, 500ms, 2m or 1m30s';
const PORTION = 'a percentage from 0% to 100%, such as 0.5%';
const RATE = 'a rate per second or minute, such as 50/s or 3000/m';
const MAX_RATE = 20_000;

/** `30s`, `2m`, `1m30s`, `500ms` → ms. At most a day. */
export const durationSchema = quantity({
  title: 'duration',
  allowed: DURATION,
  pattern: /^(?=\d)(\d+(\.\d+)?h)?(\d+(\.\d+)?m(?!s))?(\d+(\.\d+)?s)?(\d+(\.\d+)?ms)?$/,
  examples: ['30s', '1m30s', '500ms'],
  unit: 's',
  read: text => {
    const ms = readDuration(text);
    return ms === undefined || ms > MAX_DURATION_MS ? `at most ${formatDuration(MAX_DURATION_MS)}` : ms;
  },
});

/** A duration that is not zero. */
export const someTimeSchema = durationSchema.refine(ms => ms > 0, {error: `${DURATION}, and longer than 0s`});

/** `5%` → 5. */
export const portionSchema = quantity({
  title: 'percentage',
  allowed: PORTION,
  pattern: /^\d+(\.\d+)?%$/,
  examples: ['1%', '0.5%'],
  unit: '%',
  read: text => {
    const percent = Number(text.slice(0, -1));
    return percent <= 100 ? percent : PORTION;
  },
});

/** `50/s`, `3000/m` → requests per second, above 0 and at most 20,000. */
export const rateSchema = quantity({
  title: 'rate',
  allowed: RATE,
  pattern: /^\d+(\.\d+)?\/[sm]$/,
  examples: ['50/s', '3000/m'],
  unit: '/s',
  read: text => {
    const rate = Number(text.slice(0, -2)) / (text.endsWith('m') ? 60 : 1);
    return rate > 0 && rate <= MAX_RATE ? rate : `${RATE}, above 0/s and at most ${MAX_RATE}/s`;
  },
});

interface Quantity {
  title: string;
  /** What people are told to write. */
  allowed: string;
  pattern: RegExp;
  examples: string[];
  /** What a bare number is told to take. */
  unit: string;
  /** The value of a text that fits the pattern, or what is allowed instead. */
  read(text: string): number | string;
}

function quantity({title, allowed, pattern, examples, unit, read}: Quantity) {
  const error = (issue: {input?: unknown}) => explain(issue.input, {allowed, pattern, unit});
  return z
    .string({error})
    .regex(pattern, {error})
    .meta({title, examples})
    .transform((text, context) => {
      const value = read(text);
      if (typeof value === 'number') return value;
      context.issues.push({code: 'custom', input: text, message: value, params: {expecting: true}});
      return z.NEVER;
    });
}

function explain(input: unknown, {allowed, pattern, unit}: Pick<Quantity, 'allowed' | 'pattern' | 'unit'>): string {
  if (typeof input === 'number') return `${allowed} (write the unit, such as ${Math.abs(input)}${unit})`;
  if (typeof input !== 'string') return allowed;
  if (/^\s*[-+]/.test(input)) return `${allowed}, without a sign`;
  const meant = tidied(input);
  return meant !== input && pattern.test(meant) ? `${allowed} (did you mean ${meant}?)` : allowed;
}

/** Takes what people write elsewhere: `30 sec`, `2min`, `4,5s`, `50/sec`, `50rps`. */
function tidied(text: string): string {
  return text
    .toLowerCase()
    .replace(/\s+/g, '')
    .replace(/,(?=\d)/g, '.')
    .replace(/(?:hours?|hrs?)/g, 'h')
    .replace(/(?:milliseconds?|millis)/g, 'ms')
    .replace(/(?:minutes?|mins?)/g, 'm')
    .replace(/(?:seconds?|secs?)/g, 's')
    .replace(/(?:rps|req\/s)$/, '/s')
    .replace(/percent$/, '%');
}
