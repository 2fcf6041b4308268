import type {z} from 'zod';
import {didYouMean} from './nearest.js';

type Issue = z.core.$ZodIssue;

/** A sentence about one issue: `found "30"; allowed is …`. `words` are texts that are allowed in another form of the field. */
export function explain(issue: Issue, found: unknown, words: readonly string[] = []): string {
  // Rules across fields say all of it themselves.
  if (issue.code === 'custom') return issue.message;
  const known = issue.code === 'invalid_value' ? issue.values.map(String) : words;
  const meant = typeof found === 'string' ? didYouMean(found, known) : '';
  return `${foundText(found)}; ${OF_ZOD.test(issue.message) ? allowedBy(issue) : issue.message}${meant}`;
}

/** How zod's own messages begin: schemas that know better bring theirs. */
const OF_ZOD = /^(Invalid|Too )/;

function foundText(found: unknown): string {
  if (found === undefined) return 'is missing';
  if (found === null) return 'found nothing';
  if (Array.isArray(found)) return found.length === 0 ? 'found an empty list' : `found a list of ${found.length}`;
  if (typeof found === 'object')
    return `found a mapping${Object.keys(found).length === 0 ? ' of nothing' : ` of ${Object.keys(found).slice(0, 5).join(', ')}`}`;
  // An address may hold a password.
  const text = JSON.stringify(found).replace(/\/\/[^/@]*@/g, '//…@');
  return `found ${text.length > 60 ? `${text.slice(0, 57)}…` : text}`;
}

function allowedBy(issue: Issue): string {
  switch (issue.code) {
    case 'invalid_type':
      return `allowed is ${TYPES[issue.expected] ?? issue.expected}`;
    case 'invalid_value':
      return `allowed is ${listOf(issue.values.map(String))}`;
    case 'too_small':
      return `allowed is ${issue.inclusive ? 'at least' : 'more than'} ${issue.minimum}${unitOf(issue)}`;
    case 'too_big':
      return `allowed is ${issue.inclusive ? 'at most' : 'less than'} ${issue.maximum}${unitOf(issue)}`;
    default:
      return `it does not fit: ${issue.message}`;
  }
}

const TYPES: Record<string, string> = {
  object: 'a mapping',
  record: 'a mapping',
  array: 'a list',
  string: 'a text (a number in quotes)',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
};

function unitOf({origin}: {origin: string}): string {
  if (origin === 'array') return ' of them';
  return origin === 'string' ? ' character' : '';
}

function listOf(words: readonly string[]): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} or ${words.at(-1)}`;
}
