/** When requests are intended: an absolute schedule, which neither drifts nor waits for answers. */
export interface Pacer {
  /** Monotonic ms at which request k is intended. */
  intendedAt(k: number): number;
  /** How many requests are intended at or before `now`: those from 0 to this − 1 are due. */
  dueBy(now: number): number;
}

/** A constant rate (requests per second) from `startAt` (monotonic ms) on: request k at `startAt + k × 1000 / rate`. */
export function constantPace(startAt: number, rate: number): Pacer {
  const intendedAt = (k: number) => startAt + (k * 1000) / rate;
  return {
    intendedAt,
    dueBy: now => {
      if (now < startAt) return 0;
      let due = Math.floor(((now - startAt) * rate) / 1000) + 1;
      // The quotient may be one off by rounding: the schedule itself has the last word.
      while (intendedAt(due - 1) > now) due--;
      while (intendedAt(due) <= now) due++;
      return due;
    },
  };
}
