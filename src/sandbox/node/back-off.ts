/** How long a container that ended waits for its next start. */
export interface BackOff {
  /** Ms to wait after a run of that many ms. */
  next(ranMs: number): number;
}

const FIRST_MS = 10_000;
const LONGEST_MS = 300_000;
/** A container that ran for so long starts afresh. */
const RESET_MS = 600_000;

/** The kubelet's: none for the first restart, then 10 s, doubled each time up to 5 minutes, and none again after 10 minutes of running. */
export function createBackOff(): BackOff {
  let next = 0;
  return {
    next: ranMs => {
      const now = ranMs > RESET_MS ? 0 : next;
      next = now === 0 ? FIRST_MS : Math.min(2 * now, LONGEST_MS);
      return now;
    },
  };
}
