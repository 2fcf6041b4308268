import type {RecoveryPart} from '../recovery-split.js';
import type {Facts, Severity} from './rule.js';

/** Less than this is what a healthy recovery takes. */
const LEAST_SECONDS = 2;
const LEAST_PART = 1 / 4;

/** How long the slowest pod spent in a part of its recovery, in seconds. */
export function secondsIn(part: RecoveryPart, {slowest}: Facts): number {
  return slowest?.split.parts.find(candidate => candidate.part === part)?.seconds ?? 0;
}

/** How much it matters that a part of the recovery took so long; undefined where it doesn't. */
export function weigh(seconds: number, {recovery}: Facts): Severity | undefined {
  if (seconds < LEAST_SECONDS || seconds < recovery.seconds * LEAST_PART) return undefined;
  return seconds >= recovery.seconds / 2 ? 'high' : 'medium';
}

/** `4.2 s of the 9.1 s that checkout-7f took to come back`, or of the time in which it did not. */
export function share(seconds: number, {recovery, slowest, workload}: Facts): string {
  const who = slowest?.pod.name ?? workload;
  const whole = `the ${inSeconds(recovery.seconds)}`;
  return `${inSeconds(seconds)} of ${whole} ${recovery.isBack ? `that ${who} took to come back` : `in which ${who} did not come back`}`;
}

/** `4.2 s` */
export function inSeconds(seconds: number): string {
  return `${seconds.toFixed(1)} s`;
}
