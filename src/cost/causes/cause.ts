/** What can make an incident cost more, by usage: each takes what those before it left. */
export const USAGE_CAUSES = ['start-up', 'retries', 'failed', 'injected', 'unexplained'] as const;

/** The same by request. */
export const REQUEST_CAUSES = ['added pods', 'overlap', 'unexplained'] as const;

export type Cause = (typeof USAGE_CAUSES)[number] | (typeof REQUEST_CAUSES)[number];

/** The bases by which the excess is split; the greater of both has no parts of its own. */
export type SplitBasis = 'usage' | 'request';

/** What one cause added to the cost of an incident. */
export interface CausePart {
  cause: Cause;
  /** Dollars, 0 or more. */
  dollars: number;
  /** How many starts, extra attempts, failed requests, pods added at once or pods replaced there were; undefined where nothing is counted. */
  count: number | undefined;
}

/** The whole excess of one injection by one basis, cause by cause. */
export interface Causes {
  /** In the order in which they were assigned; their sum is what was above the baseline’s rate. */
  parts: CausePart[];
  /** What was below the baseline’s rate, in dollars, 0 or less: it belongs to no cause, and is not set off. */
  saved: number;
  /** How long after the end of the fault the last added pod held its reservation, in s; undefined where no pod was added. */
  keptSeconds: number | undefined;
}
