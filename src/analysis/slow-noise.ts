import {autocovariances} from './autocovariances.js';

/**
 * How many times as far as its blocks of `block` values show, the mean of a stationary series may be off: 1 at least. Blocks
 * don't see what lasts longer than they do. The series is taken for the sum of an AR(1) process and white noise. How long the
 * process lasts is told by `level`, a series that has the same slow noise and less of the fast one: by the correlation of its
 * neighbours. How much of the variance is the process's, only the series itself can tell.
 */
export function slowNoise(series: readonly number[], block: number, level: readonly number[]): number {
  const phi = Math.min(MOST_CORRELATED, neighbours(level));
  const covariances = autocovariances(series, MOST_LAG);
  const [variance = 0] = covariances;
  if (phi <= 0 || variance === 0) return 1;
  const slow = Math.min(variance, Math.max(0, slowVariance(covariances, phi)));
  const fast = variance - slow;
  const inAll = (slow * (1 + phi)) / (1 - phi) + fast;
  const inBlocks = slow * (1 + 2 * sumOf(upTo(block - 1).map(lag => (1 - lag / block) * phi ** lag))) + fast;
  return Math.sqrt(Math.max(1, inAll / inBlocks));
}

/** Nearer to 1, little would become anything: 0.97 is what Andrews & Monahan (Econometrica 60, 1992) allow. */
const MOST_CORRELATED = 0.97;

/** Further apart, the autocovariances of a short series say little. */
const MOST_LAG = 4;

/** The variance of an AR(1) process whose autocovariances `variance × phi ** lag` are the nearest (least squares) to these. */
function slowVariance(covariances: readonly number[], phi: number): number {
  const lags = upTo(covariances.length - 1);
  return sumOf(lags.map(lag => covariances[lag]! * phi ** lag)) / sumOf(lags.map(lag => phi ** (2 * lag)));
}

/** The correlation of each value with the next, -1 to 1; 0 where nothing varies. */
function neighbours(series: readonly number[]): number {
  const [variance = 0, next = 0] = autocovariances(series, 1);
  return variance === 0 ? 0 : next / variance;
}

function upTo(count: number): number[] {
  return Array.from({length: count}, (_, index) => index + 1);
}

function sumOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}
