/** How the values of a series vary together with those `lag` places before, for each lag from 0 to `most`, as far as the series goes. */
export function autocovariances(series: readonly number[], most = series.length - 1): number[] {
  const n = series.length;
  const mean = series.reduce((sum, value) => sum + value, 0) / n;
  return series.slice(0, most + 1).map((_, lag) => {
    let sum = 0;
    for (let index = lag; index < n; index++) sum += (series[index]! - mean) * (series[index - lag]! - mean);
    return sum / n;
  });
}
