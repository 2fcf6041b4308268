import {addWindow, clearPool, emptyPool, type Pool, type Window} from './windows.js';

/** A number made of the requests of some windows; undefined when they have none. */
export type Statistic = (pool: Pool) => number | undefined;

/** What the phase is compared with, and how. */
export interface ChangeTerms {
  /** The baseline, in windows of a second or more. */
  baseline: readonly Window[];
  /** The phase in each repeat, in shorter windows. */
  repeats: readonly (readonly Window[])[];
  statistic: Statistic;
  /** `percent` of the baseline, or the difference to it. */
  kind: 'percent' | 'delta';
  random: () => number;
}

/** Changes that could have been measured as well, in ascending order. */
export interface Resampled {
  changes: Float64Array;
  /** How many independent pieces of the baseline they rest on, less one. */
  degrees: number;
}

const RESAMPLES = 1000;

/**
 * How much the change from the baseline to the phase would vary if it were all done again, by 1,000 resamples.
 * Undefined where a resampled baseline is 0, of which there is no percentage.
 *
 * The baseline is stationary, so moving blocks of it are drawn, which keep the correlation of neighbouring seconds (Künsch,
 * Ann. Statist. 17, 1989; blocks of n^(1/3), see Politis & Romano, JASA 89, 1994). A phase with a fault is not: an outage
 * of 3 s is no accident of sampling. So first whole repeats are drawn, then each window of them from its neighbours (local
 * bootstrap, Paparoditis & Politis, C. R. Acad. Sci. 335, 2002), and the slow noise, which neighbours can't show, is that of
 * a stretch of the baseline of the same length.
 */
export function resampledChanges(terms: ChangeTerms): Resampled | undefined {
  const {baseline, repeats, statistic, random} = terms;
  const pool = emptyPool();
  const evaluate = (fill: () => void): number | undefined => {
    clearPool(pool);
    fill();
    return statistic(pool);
  };
  const asMeasured = evaluate(() => {
    for (const window of baseline) addWindow(pool, window);
  });
  const ofPhase = Math.max(1, Math.round((secondsOf(repeats.flat()) * baseline.length) / secondsOf(baseline)));
  const changes = new Float64Array(RESAMPLES);
  for (let draw = 0; draw < RESAMPLES; draw++) {
    const reference = evaluate(() => drawBlocks(pool, baseline, baseline.length, random));
    const stretch = evaluate(() => drawBlocks(pool, baseline, ofPhase, random));
    const phase = evaluate(() => drawRepeats(pool, repeats, random));
    const change = changeOf(terms.kind, {phase, reference, stretch, asMeasured});
    if (change === undefined) return undefined;
    changes[draw] = change;
  }
  const degrees = Math.max(2, Math.floor(baseline.length / blockLength(baseline)) - 1);
  return {changes: changes.sort(), degrees};
}

/**
 * The bounds between which the change lies with this confidence, 0 to 1. The draws of few blocks vary too little: their
 * distance from the median is stretched as Student's distribution is wider than the normal one. So are the far tails, which
 * rest on too few draws.
 */
export function boundsOf({changes, degrees}: Resampled, confidence: number): {lower: number; upper: number} {
  const tail = (1 - confidence) / 2;
  const drawn = Math.max(tail, LEAST_TAIL);
  const median = quantile(changes, 0.5);
  const stretch = studentQuantile(tail, degrees) / normalQuantile(drawn);
  return {
    lower: median - (median - quantile(changes, drawn)) * stretch,
    upper: median + (quantile(changes, 1 - drawn) - median) * stretch,
  };
}

/** Further out, the quantiles of the draws rest on less than five of them. */
const LEAST_TAIL = 5 / RESAMPLES;

function secondsOf(windows: readonly Window[]): number {
  return windows.reduce((sum, window) => sum + window.seconds, 0);
}

function blockLength(windows: readonly Window[]): number {
  return Math.ceil(Math.cbrt(windows.length));
}

function drawBlocks(pool: Pool, windows: readonly Window[], count: number, random: () => number): void {
  const block = blockLength(windows);
  for (let drawn = 0; drawn < count; ) {
    const start = Math.floor(random() * (windows.length - block + 1));
    for (let offset = 0; offset < block && drawn < count; offset++, drawn++) addWindow(pool, windows[start + offset]!);
  }
}

function drawRepeats(pool: Pool, repeats: readonly (readonly Window[])[], random: () => number): void {
  for (let repeat = 0; repeat < repeats.length; repeat++) {
    const windows = repeats[Math.floor(random() * repeats.length)]!;
    for (let place = 0; place < windows.length; place++) {
      const neighbour = place - 1 + Math.floor(random() * 3);
      addWindow(pool, windows[Math.min(windows.length - 1, Math.max(0, neighbour))]!);
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

/** The inverse of the normal distribution for p < 0.5, to 4.5e-4 (Abramowitz & Stegun 26.2.23). */
function normalQuantile(p: number): number {
  const t = Math.sqrt(-2 * Math.log(p));
  return -(t - (2.515517 + t * (0.802853 + t * 0.010328)) / (1 + t * (1.432788 + t * (0.189269 + t * 0.001308))));
}

/** The same of Student's distribution, by its expansion (Abramowitz & Stegun 26.7.5). */
function studentQuantile(p: number, degrees: number): number {
  const z = normalQuantile(p);
  return z + (z ** 3 + z) / (4 * degrees) + (5 * z ** 5 + 16 * z ** 3 + 3 * z) / (96 * degrees ** 2);
}
