import type {Span} from '../measure/measurements.js';
import {type ExperimentAnalysis, inRepeat, reasonsNotToJudge} from './analyse-experiment.js';
import type {RepeatAnalysis, Run} from './analyse-repeat.js';
import type {FindingPhase} from './finding.js';
import {troubleIn} from './load-trouble.js';

/** Where a phase was, in one repeat or for the run. */
export interface PhaseSpan {
  span: Span;
  repeat: RepeatAnalysis | undefined;
  /** Why its requests are not judged; undefined when they are. */
  trouble: string | undefined;
}

/** The spans of a phase in order: one for each repeat, or one for the run; none where there was no such phase. */
export function phaseSpans(phase: FindingPhase, experiment: ExperimentAnalysis, run: Run): PhaseSpan[] {
  if (phase === 'idle' || phase === 'settle') return [];
  if (phase === 'baseline' || phase === 'warmup') {
    const span = phase === 'baseline' ? run.baseline : {from: run.samples.startAt, to: run.baseline.from};
    return [{span, repeat: undefined, trouble: troubleIn(span, run)}];
  }
  return experiment.repeats.map(repeat => {
    const span = phase === 'impact' ? repeat.impact : repeat.measured.spans[phase];
    const trouble = repeat.excluded.length > 0 ? repeat.excluded.join('; ') : troubleIn(span, run);
    return {span, repeat, trouble};
  });
}

/** Why parts of a phase are missing from what is judged. */
export function whyMissing(phase: FindingPhase, spans: readonly PhaseSpan[], experiment: ExperimentAnalysis): string[] {
  if (phase === 'idle') return ['there was no idle phase'];
  const isShared = phase === 'baseline' || phase === 'warmup';
  const inLoad = spans.flatMap(({repeat, trouble}) => {
    if (trouble === undefined) return [];
    if (repeat === undefined) return [trouble];
    return repeat.excluded.length > 0 ? [] : [inRepeat(repeat, trouble, spans.length)];
  });
  return isShared ? inLoad : [...reasonsNotToJudge(experiment), ...inLoad];
}
