import type {z} from 'zod';
import type {Path, Position, SpecDocument} from './document.js';
import {keysAt} from './json-schema.js';
import {nearest} from './nearest.js';

/** Something in a spec that has to be changed. */
export interface Problem {
  position: Position;
  /** As people write it: `experiments[0].podKill.target`; empty for the whole file. */
  field: string;
  message: string;
}

type Issue = z.core.$ZodIssue;

/** Turns what zod found into sentences: what was found, what is allowed, and what was probably meant. */
export function problemsOf(issues: readonly Issue[], document: SpecDocument, base: Path = []): Problem[] {
  return issues.flatMap(issue => problemOf(issue, document, [...base, ...issue.path]));
}

/** `experiments[0].podKill`. */
export function fieldName(path: Path): string {
  return path.map(part => (typeof part === 'number' ? `[${part}]` : `.${String(part)}`)).join('').replace(/^\./, '');
}

function problemOf(issue: Issue, document: SpecDocument, path: Path): Problem[] {
  if (issue.code === 'unrecognized_keys') return issue.keys.map(key => unknownKey(key, document, path));
  if (issue.code === 'invalid_union') return unionProblems(issue, document, path);
  const found = valueAt(document.value, path);
  return [{position: document.positionOf(path), field: fieldName(path), message: messageOf(issue, found)}];
}

function unknownKey(key: string, document: SpecDocument, path: Path): Problem {
  const allowed = keysAt(path);
  const near = nearest(key, allowed);
  const meant = near === undefined ? '' : `; did you mean \`${near}\`?`;
  return {
    position: document.positionOfKey(path, key),
    field: fieldName([...path, key]),
    message: `there is no such key${meant}${near === undefined && allowed.length > 0 ? `; allowed are ${allowed.join(', ')}` : ''}`,
  };
}

/** Of several forms, speaks of the one that was surely meant: the one whose outer type fits. */
function unionProblems(issue: Extract<Issue, {code: 'invalid_union'}>, document: SpecDocument, path: Path): Problem[] {
  const fitting = issue.errors.filter(branch => branch.length > 0 && !branch.some(isOuterMismatch));
  const best = [...fitting].sort((a, b) => weight(a) - weight(b))[0];
  if (best !== undefined) return problemsOf(best, document, path);
  const found = valueAt(document.value, path);
  const forms = [...new Set(issue.errors.flatMap(branch => branch.filter(isOuterMismatch).map(expectation)))];
  const near = typeof found === 'string' ? nearest(found, forms.flatMap(form => form.split(', '))) : undefined;
  const meant = near === undefined ? '' : `; did you mean \`${near}\`?`;
  return [{position: document.positionOf(path), field: fieldName(path), message: `${foundText(found)}; allowed is ${forms.join(', or ')}${meant}`}];
}

function isOuterMismatch(issue: Issue): boolean {
  return issue.path.length === 0 && (issue.code === 'invalid_type' || issue.code === 'invalid_value');
}

/** A branch with unknown keys was less likely meant than one with a wrong value. */
function weight(branch: readonly Issue[]): number {
  return branch.reduce((sum, issue) => sum + (issue.code === 'unrecognized_keys' ? 10 * issue.keys.length : 1), 0);
}

function messageOf(issue: Issue, found: unknown): string {
  if (found === undefined && issue.code === 'invalid_type') return `is missing: it needs ${expectation(issue)}`;
  switch (issue.code) {
    case 'invalid_type':
      return issue.message.startsWith('Invalid input') ? `${foundText(found)}; allowed is ${expectation(issue)}` : issue.message;
    case 'invalid_value': {
      const allowed = issue.values.map(String);
      const near = typeof found === 'string' ? nearest(found, allowed) : undefined;
      return `${foundText(found)}; allowed is ${expectation(issue)}${near === undefined ? '' : `; did you mean \`${near}\`?`}`;
    }
    case 'invalid_format':
      return issue.message.startsWith('Invalid') ? `${foundText(found)}; allowed is ${FORMATS[issue.format] ?? issue.format}` : `${foundText(found)}; allowed is ${issue.message}`;
    case 'too_small':
      return `${foundText(found)}; allowed is ${issue.origin === 'string' || issue.origin === 'array' ? `at least ${issue.minimum} ${issue.origin === 'array' ? 'entry' : 'character'}` : `${issue.inclusive ? 'at least' : 'more than'} ${issue.minimum}`}`;
    case 'too_big':
      return `${foundText(found)}; allowed is at most ${issue.maximum}`;
    default:
      return issue.message;
  }
}

const FORMATS: Record<string, string> = {url: 'an address such as http://127.0.0.1:8080', starts_with: 'a path that begins with /'};

function expectation(issue: Issue): string {
  if (issue.code === 'invalid_value') return issue.values.map(String).join(', ');
  if (issue.code === 'invalid_type') return TYPES[issue.expected] ?? issue.expected;
  return issue.message;
}

const TYPES: Record<string, string> = {
  object: 'a mapping',
  record: 'a mapping',
  array: 'a list',
  string: 'a text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
};

function foundText(found: unknown): string {
  if (found === undefined) return 'is missing';
  const text = JSON.stringify(found);
  return `found ${text.length > 60 ? `${text.slice(0, 57)}…` : text}`;
}

function valueAt(value: unknown, path: Path): unknown {
  return path.reduce<unknown>((inner, key) => (typeof inner === 'object' && inner !== null ? (inner as Record<PropertyKey, unknown>)[key] : undefined), value);
}
