/** A random number in [0, 1). */
export type Random = () => number;

export interface Backoff {
  firstMs: number;
  longestMs: number;
}

/** Milliseconds to wait before attempt `attempt` (1 is the first repeat): doubling, and spread over its upper half so that clients don't come back in step. */
export function backoffMs(attempt: number, {firstMs, longestMs}: Backoff, random: Random): number {
  const whole = Math.min(longestMs, firstMs * 2 ** (attempt - 1));
  return whole * (0.5 + random() / 2);
}
