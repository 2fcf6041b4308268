import type {DiagnosisResult} from './schema/diagnosis.js';
import type {ObjectiveResult} from './schema/judgement.js';
import type {Verdict} from './schema/quantities.js';

/** A verdict as people read it; the word says it all without the icon. */
export const VERDICT_WORDS: Record<Verdict, {icon: string; title: string; word: string}> = {
  pass: {icon: '✅', title: 'Pass', word: 'pass'},
  warn: {icon: '⚠️', title: 'Pass with a warning', word: 'warn'},
  fail: {icon: '❌', title: 'Fail', word: 'fail'},
  error: {icon: '💥', title: 'Error', word: 'error'},
  inconclusive: {icon: '❔', title: 'Inconclusive', word: 'inconclusive'},
};

/** What the metric is called where it is looked at: `latency.p95 during baseline`. */
export function metricTitle(objective: Pick<ObjectiveResult, 'metric' | 'phase'>): string {
  return objective.phase === 'impact' ? objective.metric : `${objective.metric} during ${objective.phase}`;
}

/** Where a diagnosis was made: `Deployment/shop in pod-kill, worst of 3 repeats`. */
export function diagnosisPlace({workload, experiment, seenIn}: DiagnosisResult): string {
  return `${workload} in ${experiment}${seenIn > 1 ? `, worst of ${plural(seenIn, 'repeat')}` : ''}`;
}

/** `1 request`, `3 requests`, `12,345 requests`. */
export function plural(count: number, noun: string): string {
  return `${count.toLocaleString('en-US')} ${noun}${count === 1 ? '' : 's'}`;
}

/** The text with its first letter large and a full stop at its end. */
export function asSentence(text: string): string {
  const trimmed = text.trim();
  return `${trimmed.slice(0, 1).toUpperCase()}${trimmed.slice(1)}${/[.!?:…]$/.test(trimmed) ? '' : '.'}`;
}
