import type {Cause, SplitBasis} from '../cost/causes/cause.js';
import type {CauseSummary} from './cost-causes.js';

interface Terms {
  /** What the baseline's own noise adds up to, in dollars. */
  noise: Record<SplitBasis, number>;
  /** How long after the fault the last added pod was there, in s. */
  keptSeconds: number;
}

/** Names the largest cause by each basis, that of the greater excess first, with what to change about it; none where there is no more than noise. */
export function causesSentences(
  split: Record<SplitBasis, readonly CauseSummary[] | null>,
  {noise, keptSeconds}: Terms,
): string[] {
  return (['request', 'usage'] as const)
    .map(basis => ({basis, causes: split[basis] ?? []}))
    .filter(({basis, causes}) => sumOf(causes) > noise[basis])
    .sort((a, b) => sumOf(b.causes) - sumOf(a.causes))
    .map(({basis, causes}) => {
      const largest = causes.reduce((one, other) => (other.dollars > one.dollars ? other : one));
      const share = `${Math.round(100 * (largest.share ?? 0))} % of the excess by ${basis}`;
      return `${share} comes from ${WORDS[largest.cause]({count: Math.round(largest.count ?? 0), keptSeconds})}`;
    });
}

type Words = (facts: {count: number; keptSeconds: number}) => string;

const WORDS: Record<Cause, Words> = {
  'start-up': ({count}) =>
    `${counted(count, 'start')} of pods, until they were ready: make a start cheaper (warm-up, migrations, JIT), and find out why containers exit`,
  retries: ({count}) =>
    `retries, ${counted(count, 'extra attempt')}: give the clients fewer of them, with back-off, jitter and a retry budget`,
  failed: ({count}) =>
    `work on ${counted(count, 'request')} that failed all the same: fail earlier, by deadlines, load shedding or a circuit breaker`,
  injected: () => 'the fault itself, which burnt it: a limit (resources.limits) is what caps that in production',
  'added pods': ({count, keptSeconds}) =>
    `added pods: up to ${counted(count, 'more pod')}, kept until ${keptSeconds.toFixed(0)} s after the fault. Of a HorizontalPodAutoscaler, behavior.scaleDown.stabilizationWindowSeconds (300 by default) says how long, and maxReplicas how many`,
  overlap: ({count}) =>
    `${counted(count, 'replaced pod')} that held the reservation beside the replacement: see terminationGracePeriodSeconds, preStop hooks and maxSurge`,
  unexplained: () =>
    'what no cause accounts for, such as work that the fault causes elsewhere, memory that stays in use, or other pods',
};

function counted(count: number, what: string): string {
  return `${count.toLocaleString('en')} ${what}${count === 1 ? '' : 's'}`;
}

function sumOf(causes: readonly CauseSummary[]): number {
  return causes.reduce((sum, {dollars}) => sum + dollars, 0);
}
