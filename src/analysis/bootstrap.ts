import {blockLength} from './block-length.js';
import {slowNoise} from './slow-noise.js';
import {normalQuantile, studentQuantile} from './student.js';
import {emptyPool, type Pool, sumUp, type Window, type WindowSet, windowSet} from './windows.js';

/** A number made of the requests of some windows; undefined when they have none. */
export type Statistic = (pool: Pool) => number | undefined;

/** What the phase is compared with, and how. */
export interface ChangeTerms {
  /** The baseline, in windows of a second or more. */
  baseline: readonly Window[];
  /** The phase in each repeat, in shorter windows. */
  repeats: readonly (readonly Window[])[];
  statistic: Statistic;
  /** What shows slow noise more clearly than the statistic itself, where there is such a thing. */
  level?: Statistic | undefined;
  /** `percent` of the baseline, or the difference to it. */
  kind: 'percent' | 'delta';
  random: () => number;
}

/** Changes that could have been measured as well, in ascending order. */
export interface Resampled {
  changes: Float64Array;
  /** On how many independent differences the spread of the changes rests. */
  degrees: number;
  /** How many times as far apart the changes of as many new runs would be. */
  spread: number;
  /** What no change can be below: what can't be negative loses 100 % of itself at most. */
  least: number;
}

/** Between these a change lies, with some confidence; in the terms of the change. */
export interface Bounds {
  lower: number;
  upper: number;
}

const RESAMPLES = 1000;

/**
 * How much the change from the baseline to the phase would vary if it were all done again, by 1,000 resamples.
 * Undefined where a resampled baseline is 0, of which there is no percentage.
 *
 * The baseline is stationary, so moving blocks of it are drawn, which keep the correlation of neighbouring seconds (Künsch,
 * Ann. Statist. 17, 1989). A phase with a fault is not: an outage of 3 s is no accident of sampling. So first whole repeats
 * are drawn, then each window of them from its neighbours (local bootstrap, Paparoditis & Politis, C. R. Acad. Sci. 335, 2002),
 * and the slow noise, which neighbours can't show, is that of a stretch of the baseline of the same length. Blocks that overlap
 * know the variance as well as 1.5 times as many apart (Meketon & Schmeiser, WSC 1984), and underestimate it by 1 − b ÷ n,
 * and by the slow noise that is longer than a block.
 */
export function resampledChanges(terms: ChangeTerms): Resampled | undefined {
  const {kind, statistic, random} = terms;
  const baseline = windowSet(terms.baseline);
  const phase = windowSet(terms.repeats.flat());
  const lengths = terms.repeats.map(({length}) => length);
  const evaluate = evaluator(statistic);
  const asMeasured = evaluate(baseline, times => times.fill(1));
  const series = influences(baseline, statistic);
  const block = blockLength(series);
  const slow = slowNoise(series, block, terms.level === undefined ? series : influences(baseline, terms.level));
  const n = baseline.count;
  const ofPhase = Math.max(1, Math.round((secondsOf(phase) * n) / secondsOf(baseline)));
  const changes = new Float64Array(RESAMPLES);
  for (let draw = 0; draw < RESAMPLES; draw++) {
    const change = changeOf(kind, {
      reference: evaluate(baseline, times => drawBlocks(times, n, {block, random})),
      stretch: evaluate(baseline, times => drawBlocks(times, ofPhase, {block, random})),
      phase: evaluate(phase, times => drawRepeats(times, lengths, random)),
      asMeasured,
    });
    if (change === undefined) return undefined;
    changes[draw] = change;
  }
  const degrees = Math.max(2, Math.floor(1.5 * (n / block - 1)));
  const least = kind === 'percent' ? -100 : Number.NEGATIVE_INFINITY;
  return {changes: changes.sort(), degrees, spread: n > block ? slow * Math.sqrt(n / (n - block)) : 1, least};
}

/**
 * The bounds between which the change lies with this confidence, 0 to 1. The draws of few blocks vary too little: their
 * distance from the median is stretched as Student's distribution is wider than the normal one. So are the far tails, which
 * rest on too few draws.
 */
export function boundsOf(resampled: Resampled, confidence: number): Bounds {
  const {changes, degrees, spread, least} = resampled;
  const tail = (1 - confidence) / 2;
  const drawn = Math.max(tail, LEAST_TAIL);
  const median = medianOf(resampled);
  const stretch = (spread * studentQuantile(tail, degrees)) / normalQuantile(drawn);
  return {
    lower: Math.max(least, median - (median - quantile(changes, drawn)) * stretch),
    upper: median + (quantile(changes, 1 - drawn) - median) * stretch,
  };
}

/** The change in the middle of those that could have been measured. */
export function medianOf({changes}: Resampled): number {
  return quantile(changes, 0.5);
}

/** Further out, the quantiles of the draws rest on less than five of them. */
const LEAST_TAIL = 5 / RESAMPLES;

type Select = (times: Uint16Array) => void;

function evaluator(statistic: Statistic): (set: WindowSet, select: Select) => number | undefined {
  const pools = new Map<WindowSet, Pool>();
  return (set, select) => {
    const pool = pools.get(set) ?? emptyPool(set);
    pools.set(set, pool);
    pool.times.fill(0);
    select(pool.times);
    sumUp(pool);
    return statistic(pool);
  };
}

/** How much each window moves the statistic: the jackknife's differences, the series of which the blocks have to keep the correlation. */
function influences(set: WindowSet, statistic: Statistic): number[] {
  const evaluate = evaluator(statistic);
  const without = (index: number) =>
    evaluate(set, times => {
      times.fill(1);
      times[index] = 0;
    });
  return Array.from({length: set.count}, (_, index) => -(without(index) ?? 0));
}

function secondsOf({totals}: WindowSet): number {
  return totals.seconds.reduce((sum, seconds) => sum + seconds, 0);
}

function drawBlocks(times: Uint16Array, count: number, {block, random}: {block: number; random: () => number}): void {
  const starts = times.length - block + 1;
  for (let drawn = 0; drawn < count; ) {
    const start = Math.floor(random() * starts);
    for (let offset = 0; offset < block && drawn < count; offset++, drawn++) times[start + offset]!++;
  }
}

/** The windows of all repeats stand one repeat after the other; `lengths` says how many each has. */
function drawRepeats(times: Uint16Array, lengths: readonly number[], random: () => number): void {
  for (let count = 0; count < lengths.length; count++) {
    const chosen = Math.floor(random() * lengths.length);
    const last = lengths[chosen]! - 1;
    let first = 0;
    for (let before = 0; before < chosen; before++) first += lengths[before]!;
    for (let place = 0; place <= last; place++) {
      const neighbour = place - 1 + Math.floor(random() * 3);
      times[first + Math.min(Math.max(neighbour, 0), last)]!++;
    }
  }
}

interface Drawn {
  phase: number | undefined;
  reference: number | undefined;
  stretch: number | undefined;
  asMeasured: number | undefined;
}

function changeOf(kind: 'percent' | 'delta', {phase, reference, stretch, asMeasured}: Drawn): number | undefined {
  if (phase === undefined || reference === undefined || stretch === undefined || asMeasured === undefined)
    return undefined;
  if (kind === 'delta') return phase + (stretch - asMeasured) - reference;
  return reference === 0 || asMeasured === 0 ? undefined : 100 * ((phase * (stretch / asMeasured)) / reference - 1);
}

function quantile(sorted: Float64Array, portion: number): number {
  const place = Math.min(sorted.length - 1, Math.max(0, portion * sorted.length - 0.5));
  const below = Math.floor(place);
  const above = Math.min(sorted.length - 1, below + 1);
  return sorted[below]! + (place - below) * (sorted[above]! - sorted[below]!);
}
