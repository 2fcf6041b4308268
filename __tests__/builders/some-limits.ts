import type {SteadyLimits} from '../../src/analysis/steady.js';

/** The limits that a healthy baseline of `someSamples` sets under the default spec. */
export function someLimits(changes: Partial<SteadyLimits> = {}): SteadyLimits {
  return {errorRate: 0, p95Ms: 19, maxErrorRate: 1, maxP95Ms: 69, forMs: 5_000, requests: 100, ...changes};
}
