import type {Findings} from '../analysis/analyse.js';
import type {ObjectiveFinding} from '../analysis/finding.js';
import {type Decision, decide} from './decide.js';
import {explain} from './explain.js';
import {formatLimit, formatReading, inCurrency} from './format.js';

export type RunVerdict = 'fail' | 'error' | 'inconclusive' | 'warn' | 'pass';

/** An objective with what became of it. */
export interface ObjectiveResult extends ObjectiveFinding {
  verdict: Exclude<RunVerdict, 'error'>;
  /** For people: `12.3 s`, `> 5 s`, `not measured`. */
  observed: string;
  /** `<= 30 s`. */
  limit: string;
  /** A sentence without a full stop. */
  reason: string;
}

/** What the findings come to. All reasons are listed, worst first; a pass has none. */
export interface Verdict {
  verdict: RunVerdict;
  reasons: string[];
  experiments: {name: string; verdict: RunVerdict; reasons: string[]}[];
  objectives: ObjectiveResult[];
}

/**
 * Judges each objective, from them each experiment, and from those the run: the first that occurs of fail > error > inconclusive >
 * warn > pass. An experiment that could not be judged is inconclusive even if nothing is asked of it. A `should` never
 * does more than warn, also where it can't be judged.
 */
export function judge(findings: Pick<Findings, 'objectives' | 'experiments'>, currency = '$'): Verdict {
  const objectives = findings.objectives.map(one => judgeObjective(one, currency));
  const judged = findings.experiments.map(experiment => {
    const own = objectives.filter(({experiment: name}) => name === experiment.name);
    const grounds = worstFirst([
      ...experiment.inconclusive.map((reason): Ground => ({verdict: 'inconclusive', reason})),
      ...own.filter(result => !isSaidAlready(result, experiment.inconclusive)).map(groundOf),
    ]);
    return {name: experiment.name, grounds};
  });
  const all = worstFirst(judged.flatMap(({name, grounds}) => grounds.map(ground => withName(name, ground))));
  return {
    verdict: worstOf(all),
    reasons: reasonsOf(all),
    experiments: judged.map(({name, grounds}) => ({name, verdict: worstOf(grounds), reasons: reasonsOf(grounds)})),
    objectives,
  };
}

interface Ground {
  verdict: RunVerdict;
  reason: string;
}

const WORST_FIRST: readonly RunVerdict[] = ['fail', 'error', 'inconclusive', 'warn', 'pass'];

function judgeObjective(one: ObjectiveFinding, currency: string): ObjectiveResult {
  const {objective, finding} = one;
  const decision = decide(one);
  const apartFrom = objective.limit.kind === 'absolute' ? objective.limit.value : undefined;
  return {
    ...one,
    verdict: verdictOf(decision, one.level),
    observed: inCurrency(formatReading(finding, finding.unit, apartFrom), currency),
    limit: inCurrency(formatLimit(objective), currency),
    reason: inCurrency(explain(one, decision), currency),
  };
}

function verdictOf(decision: Decision, level: 'must' | 'should'): ObjectiveResult['verdict'] {
  if (decision === 'kept') return 'pass';
  if (decision === 'unknown') return 'inconclusive';
  return level === 'must' ? 'fail' : 'warn';
}

/** An objective that can't be judged for the experiment's own reasons needs no reason of its own. */
function isSaidAlready({verdict, finding}: ObjectiveResult, said: readonly string[]): boolean {
  return (
    verdict === 'inconclusive' && finding.missing.length > 0 && finding.missing.every(reason => said.includes(reason))
  );
}

function groundOf({verdict, level, reason}: ObjectiveResult): Ground {
  return {verdict: verdict === 'inconclusive' && level === 'should' ? 'warn' : verdict, reason};
}

function withName(name: string, {verdict, reason}: Ground): Ground {
  return {verdict, reason: name === '' ? reason : `${name}: ${reason}`};
}

function worstFirst(grounds: readonly Ground[]): Ground[] {
  return [...grounds].sort((a, b) => WORST_FIRST.indexOf(a.verdict) - WORST_FIRST.indexOf(b.verdict));
}

function worstOf(sorted: readonly Ground[]): RunVerdict {
  return sorted[0]?.verdict ?? 'pass';
}

function reasonsOf(grounds: readonly Ground[]): string[] {
  return grounds.filter(({verdict}) => verdict !== 'pass').map(({reason}) => reason);
}
