/**
 * How many times as far as its blocks of `block` values show, the mean of a stationary series may be off: 1 at least. Blocks
 * don't see what lasts longer than they do. A prewhitened series has less of it; its variance is then recoloured (Andrews &
 * Monahan, Econometrica 60, 1992). Any filter does, so that its coefficient is the correlation of neighbours in `level`, a series
 * that has the same slow noise and less of the fast one.
 */
export function slowNoise(series: readonly number[], block: number, level: readonly number[]): number {
  const seen = blockVariance(series, block);
  const phi = Math.min(MOST_CORRELATED, neighbours(level));
  if (phi <= 0 || seen === 0) return 1;
  const whitened = series.slice(1).map((value, index) => value - phi * series[index]!);
  return Math.sqrt(Math.max(1, blockVariance(whitened, block) / (1 - phi) ** 2 / seen));
}

/** Nearer to 1, recolouring would make anything of nothing: 0.97 is what Andrews & Monahan allow. */
const MOST_CORRELATED = 0.97;

/** The variance of the sums of all blocks of neighbours, for each value; 0 where there is one block only. */
function blockVariance(series: readonly number[], block: number): number {
  const sums = series
    .slice(0, Math.max(0, series.length - block + 1))
    .map((_, start) => sumOf(series.slice(start, start + block)));
  const mean = sumOf(sums) / sums.length;
  return sums.length < 2 ? 0 : sumOf(sums.map(sum => (sum - mean) ** 2)) / sums.length / block;
}

/** The correlation of each value with the next, -1 to 1; 0 where nothing varies. */
function neighbours(series: readonly number[]): number {
  const mean = sumOf(series) / series.length;
  const apart = series.map(value => value - mean);
  const variance = sumOf(apart.map(value => value ** 2));
  return variance === 0 ? 0 : sumOf(apart.slice(1).map((value, index) => value * apart[index]!)) / variance;
}

function sumOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}
