/**
 * The level at which each test is to be read so that all of them together err at most with probability `alpha`: Holm's
 * step-down (Scand. J. Statist. 6, 1979). `rejectsAt` must be monotonic: a test that rejects at a level does at greater ones.
 */
export function holmLevels<T>(
  tests: readonly T[],
  alpha: number,
  rejectsAt: (test: T, level: number) => boolean,
): number[] {
  const levels = tests.map(() => alpha / Math.max(1, tests.length));
  let open = tests.map((_, index) => index);
  while (open.length > 0) {
    const level = alpha / open.length;
    for (const index of open) levels[index] = level;
    const remaining = open.filter(index => !rejectsAt(tests[index]!, level));
    if (remaining.length === open.length) break;
    open = remaining;
  }
  return levels;
}
