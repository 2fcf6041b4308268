import type {Reading} from './finding.js';

/** The value, its bounds and its note, without what else belongs to the recovery of pods. */
export function plain({value, bound, earliest, note}: Reading): Reading {
  return {value, bound, ...(earliest === undefined ? {} : {earliest}), ...(note === undefined ? {} : {note})};
}

/** The slowest of readings with the bounds of their maximum: it took no less than any of them did at least. */
export function amongAll<R extends Reading>(slowest: R, all: readonly Reading[]): R {
  if (slowest.earliest === undefined) return slowest;
  return {...slowest, earliest: Math.max(...all.map(({earliest, value}) => earliest ?? value ?? 0))};
}
