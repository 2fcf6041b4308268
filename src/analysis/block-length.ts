import {autocovariances} from './autocovariances.js';

/**
 * How many neighbouring values belong together for a moving block bootstrap of a stationary series' mean: the automatic rule of Politis
 * & White (Econometric Reviews 23, 2004) with the correction of Patton, Politis & White (ibid. 28, 2009). From a few dozen values
 * the correlation is seldom seen in full, so that it is never less than n^(1/3), and a third of the series at most.
 */
export function blockLength(series: readonly number[]): number {
  const n = series.length;
  const least = Math.ceil(Math.cbrt(n));
  return Math.max(1, Math.min(Math.floor(n / 3), Math.max(least, Math.ceil(optimalLength(series)))));
}

function optimalLength(series: readonly number[]): number {
  const n = series.length;
  const covariance = autocovariances(series);
  const variance = covariance[0] ?? 0;
  if (variance === 0) return 1;
  const reach = Math.min(n - 1, 2 * lastCorrelated(covariance));
  let level = variance;
  let slope = 0;
  for (let lag = 1; lag <= reach; lag++) {
    const weighted = 2 * flatTop(lag / reach) * covariance[lag]!;
    level += weighted;
    slope += lag * weighted;
  }
  // A series that swings from side to side has no slow noise for blocks to keep.
  if (level <= 0) return 1;
  return Math.cbrt((2 * slope ** 2 * n) / ((4 / 3) * level ** 2));
}

/** How many lags must be without a correlation for those after them to be taken for none, too. */
const QUIET_LAGS = 5;

/** The last lag before a row of correlations that are no more than chance; at least 1. */
function lastCorrelated(covariance: readonly number[]): number {
  const n = covariance.length;
  const chance = 2 * Math.sqrt(Math.log10(n) / n);
  let quiet = 0;
  for (let lag = 1; lag < n; lag++) {
    quiet = Math.abs(covariance[lag]! / covariance[0]!) < chance ? quiet + 1 : 0;
    if (quiet === QUIET_LAGS) return Math.max(1, lag - QUIET_LAGS);
  }
  return Math.max(1, n - 1 - quiet);
}

/** The lag window of Politis & Romano: 1 up to a half, then falling to 0 at 1. */
function flatTop(portion: number): number {
  return portion <= 0.5 ? 1 : 2 * (1 - portion);
}
