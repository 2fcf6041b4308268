/** How far the clocks by which a source tells its times are from this machine's. */
export interface SourceClocks {
  /** What to add to a node's times (ms), where the newest of them reached us as `newest` at `now` (both monotonic ms). */
  shiftOf(node: string, newest: number, now: number): number;
}

/** A time further ahead than this is another machine's clock, ms. */
const NEWEST_MS = 1_000;

/**
 * Each node's clock is judged by its first answer, whose times may be up to `oldest` ms old: times that grow old later on are stale. Only
 * times of the future tell that the first answer was late itself, or that the clock was set.
 */
export function sourceClocks(oldest: number): SourceClocks {
  const shifts = new Map<string, number>();
  return {
    shiftOf: (node, newest, now) => {
      const known = shifts.get(node);
      const age = now - newest - (known ?? 0);
      const isOff = age < -NEWEST_MS || (known === undefined && age > oldest);
      const shift = isOff ? now - newest : (known ?? 0);
      shifts.set(node, shift);
      return shift;
    },
  };
}
