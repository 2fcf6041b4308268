import type {Span} from '../../measure/measurements.js';
import {differenceOf, type Rates, ROUNDING} from '../excess.js';
import type {Cause} from './cause.js';

/** A cause and what it can account for in a window, in dollars. */
export interface Claim {
  cause: Cause;
  dollars(window: Span): number;
}

interface Terms {
  /** $/h in consecutive windows, from `from` (monotonic ms) on. */
  rates: Rates;
  from: number;
  /** The length of a window. */
  seconds: number;
  /** How many of them are counted. */
  counted: number;
  /** The baseline's $/h. */
  usual: number;
}

/**
 * Assigns the dollars above the baseline's rate once, window by window: each claim in turn takes no more than those before it have
 * left, and `unexplained` gets the rest. The parts add up to `above` of the same windows' excess, and `saved` is its `below`.
 */
export function splitExcess(
  {rates, from, seconds, counted, usual}: Terms,
  claims: readonly Claim[],
): {dollars: Map<Cause, number>; saved: number} {
  const dollars = new Map<Cause, number>([...claims.map(({cause}) => [cause, 0] as const), ['unexplained', 0]]);
  const add = (cause: Cause, amount: number): void => void dollars.set(cause, dollars.get(cause)! + amount);
  const known = rates.slice(0, counted).filter(rate => rate !== null).length;
  const scale = known === 0 ? 0 : counted / known; // a window that isn't known counts like the others
  let saved = 0;
  for (const [index, rate] of rates.slice(0, counted).entries()) {
    if (rate === null) continue;
    const start = from + 1000 * seconds * index;
    const difference = (differenceOf(rate, usual) * seconds) / 3600;
    let left = Math.max(0, difference);
    saved += scale * Math.min(0, difference);
    for (const claim of claims) {
      if (left === 0) break;
      const claimed = Math.max(0, claim.dollars({from: start, to: start + 1000 * seconds}));
      // What is left beyond a claim by the rounding of sums alone belongs to it.
      const part = claimed > 0 && left - claimed <= ROUNDING * difference ? left : claimed;
      add(claim.cause, scale * part);
      left -= part;
    }
    add('unexplained', scale * left);
  }
  return {dollars, saved};
}
