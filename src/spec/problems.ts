import type {z} from 'zod';
import type {Path, Position, SpecDocument} from './document.js';
import {explain} from './explain-issue.js';
import {keysAt} from './json-schema.js';
import {didYouMean, nearest} from './nearest.js';

/** Something in a spec that has to be changed. */
export interface Problem {
  position: Position;
  /** As people write it: `experiments[0].podKill.target`; empty for the whole file. */
  field: string;
  message: string;
}

type Issue = z.core.$ZodIssue;

/** Turns what zod found into sentences: what was found, what is allowed, and what was probably meant. */
export function problemsOf(
  issues: readonly Issue[],
  document: SpecDocument,
  base: Path = [],
  keysOf: (path: Path) => readonly string[] = keysAt,
): Problem[] {
  return issues
    .filter(issue => !isEcho(issue, issues, valueAt(document.value, [...base, ...issue.path])))
    .flatMap(issue => {
      const path = [...base, ...issue.path];
      if (issue.code === 'unrecognized_keys')
        return issue.keys.map(key => unknownKey(key, document, path, keysOf(path)));
      if (issue.code === 'invalid_union') return unionProblems(issue, document, path);
      return [problemAt(path, explain(issue, valueAt(document.value, path)), document)];
    });
}

/** What a mapping with an unknown key lacks is mostly what the key should have been: the key alone is worth a line. */
function isEcho({code, path}: Issue, issues: readonly Issue[], found: unknown): boolean {
  const unknown = (parent: Path): string[] =>
    issues.flatMap(other =>
      other.code === 'unrecognized_keys' && other.path.join() === parent.join() ? other.keys : [],
    );
  if (code === 'custom') return unknown(path).length > 0;
  const name = String(path.at(-1));
  return found === undefined && unknown(path.slice(0, -1)).some(key => nearest(key, [name]) === name);
}

/** A problem of the value at a path, or of what was written in its place: a list of one may be written without the list. */
export function problemAt(path: Path, message: string, document: SpecDocument): Problem {
  const short = path.findIndex((_, length) => {
    const value = valueAt(document.value, path.slice(0, length));
    return value !== undefined && (typeof value !== 'object' || value === null);
  });
  const written = short === -1 ? path : path.slice(0, short);
  return {position: document.positionOf(written), field: fieldName(written), message};
}

function unknownKey(key: string, document: SpecDocument, path: Path, allowed: readonly string[]): Problem {
  return {
    position: document.positionOfKey(path, key),
    field: fieldName([...path, key]),
    message: `there is no such key; allowed are ${allowed.join(', ')}${didYouMean(key, allowed)}`,
  };
}

/** Of several forms, speaks of the one that was surely meant: the only one whose outer type fits, or the one that fits best. */
function unionProblems(issue: Extract<Issue, {code: 'invalid_union'}>, document: SpecDocument, path: Path): Problem[] {
  const fitting = issue.errors.filter(branch => branch.length > 0 && !branch.some(isOuterMismatch));
  const [best, second] = fitting.toSorted((a, b) => weightOf(a) - weightOf(b));
  if (best !== undefined && (second === undefined || weightOf(best) < weightOf(second)))
    return problemsOf(best, document, path);
  const words = issue.errors
    .flat()
    .flatMap(inner => (inner.code === 'invalid_value' && inner.path.length === 0 ? inner.values.map(String) : []));
  return [problemAt(path, explain(issue, valueAt(document.value, path), words), document)];
}

function isOuterMismatch(issue: Issue): boolean {
  return issue.path.length === 0 && (issue.code === 'invalid_type' || issue.code === 'invalid_value');
}

/** A form with unknown keys was less likely meant than one with a wrong value. */
function weightOf(branch: readonly Issue[]): number {
  return branch.reduce((sum, issue) => sum + (issue.code === 'unrecognized_keys' ? 10 * issue.keys.length : 1), 0);
}

function fieldName(path: Path): string {
  return path
    .map(part => (typeof part === 'number' ? `[${part}]` : `.${String(part)}`))
    .join('')
    .replace(/^\./, '');
}

function valueAt(value: unknown, path: Path): unknown {
  return path.reduce<unknown>(
    (inner, key) =>
      typeof inner === 'object' && inner !== null && Object.hasOwn(inner, key)
        ? (inner as Record<PropertyKey, unknown>)[key]
        : undefined,
    value,
  );
}
