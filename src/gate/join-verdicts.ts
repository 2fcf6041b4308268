import type {RunVerdict, Verdict} from './judge.js';

const WORST_FIRST: readonly RunVerdict[] = ['fail', 'error', 'inconclusive', 'warn', 'pass'];

/** One verdict of two about the same run: the worse of them, whose reasons come first. */
export function joinVerdicts(a: Verdict, b: Verdict): Verdict {
  const [worse, better] = WORST_FIRST.indexOf(a.verdict) <= WORST_FIRST.indexOf(b.verdict) ? [a, b] : [b, a];
  return {
    verdict: worse.verdict,
    reasons: [...worse.reasons, ...better.reasons],
    experiments: [...a.experiments, ...b.experiments],
    objectives: [...a.objectives, ...b.objectives],
  };
}
