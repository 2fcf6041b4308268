import type {Metric} from './metrics.js';
import {didYouMean} from './nearest.js';
import type {Objective, Phase} from './objective.js';

/** What follows the value of an objective. */
export type Clauses = Pick<Objective, 'during' | 'versus'>;

/** Reads `[during PHASE] [vs baseline|idle]`, in either order, or says what is wrong with it. */
export function readClauses(
  {value, rest}: {value: string; rest: string},
  {name, metric}: {name: string; metric: Metric},
): Clauses | string {
  const words = rest.split(/\s+/).filter(word => word !== '');
  const clauses: Clauses = {};
  for (let index = 0; index < words.length; index += 2) {
    const keyword = words[index]!;
    const refusal = addClause(clauses, {keyword, word: words[index + 1]}, {name, metric});
    if (refusal === undefined) continue;
    const isUnit = index === 0 && /^[-+−]?[\d.]+$/.test(value) && /^(h|m|s|ms|%|pp|x|\/s|\/m|\/h)$/.test(keyword);
    return isUnit ? `write ${value}${keyword}, without a space` : refusal;
  }
  const isCircular = clauses.during !== undefined && clauses.during === clauses.versus;
  return isCircular
    ? `it would compare the ${clauses.during} with itself; leave \`during ${clauses.during}\` out`
    : clauses;
}

/** Adds `keyword word` to the clauses, or returns what is wrong with it. */
function addClause(
  clauses: Clauses,
  {keyword, word}: {keyword: string; word: string | undefined},
  of: {name: string; metric: Metric},
): string | undefined {
  if (keyword === 'during') return addPhase(clauses, word, of);
  if (keyword === 'vs') return addReference(clauses, word, of);
  return `unknown word ${keyword}${didYouMean(keyword, ['during', 'vs'])}; after the value come during PHASE and vs baseline`;
}

function addPhase(
  clauses: Clauses,
  word: string | undefined,
  {name, metric}: {name: string; metric: Metric},
): string | undefined {
  const {phases} = metric;
  if (phases.length === 0) return `${name} belongs to the fault and its recovery as a whole: leave \`during\` out`;
  if (clauses.during !== undefined) return '`during` is there twice';
  const phase = phases.find((candidate): candidate is Phase => candidate === word);
  if (phase === undefined) return `${whatIs('phase', word, phases)}; during takes ${listOf(phases)}`;
  clauses.during = phase;
  return undefined;
}

function addReference(
  clauses: Clauses,
  word: string | undefined,
  {name, metric}: {name: string; metric: Metric},
): string | undefined {
  if (metric.relative.length === 0)
    return `${name} can't be compared with anything: leave \`vs\` out, and write ${metric.example}`;
  if (clauses.versus !== undefined) return '`vs` is there twice';
  const {references = ['baseline']} = metric;
  const reference = references.find(candidate => candidate === word);
  if (reference === undefined) return `${whatIs('reference', word, references)}; vs takes ${listOf(references)}`;
  clauses.versus = reference;
  return undefined;
}

function whatIs(what: string, word: string | undefined, known: readonly string[]): string {
  return word === undefined ? `no ${what} is named` : `unknown ${what} ${word}${didYouMean(word, known)}`;
}

function listOf(words: readonly string[]): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} or ${words.at(-1)}`;
}
