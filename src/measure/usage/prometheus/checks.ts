import {LOOK_BACK_S} from './query.js';

/** How old a server's newest sample may be, in ms. */
export const STALE_MS = 75_000;
/** How far its clock may be from ours, in ms. */
const CLOCK_MS = 10_000;

/** Throws where a server's answer to `time()` is too far from ours. */
export function checkClock({resultType, result}: {resultType: string; result: unknown}, today: Date): void {
  const seconds = resultType === 'scalar' && Array.isArray(result) ? Number(result[1]) : Number.NaN;
  if (!Number.isFinite(seconds)) throw new Error('it does not tell its time: is it a Prometheus?');
  const ahead = seconds * 1000 - today.getTime();
  if (Math.abs(ahead) <= CLOCK_MS) return;
  const by = `${Math.round(Math.abs(ahead) / 1000)} s ${ahead > 0 ? 'ahead of' : 'behind'} this machine’s`;
  throw new Error(`its clock is ${by}: set both by NTP, or nothing can be told of a phase`);
}

/**
 * Throws where samples, the oldest first (Unix time in ms), are out of date or not of the time that was asked for: those were told by
 * something that makes times up.
 */
export function checkTimes(readings: readonly {timestamp: number}[], today: number): void {
  const newest = readings.at(-1)?.timestamp ?? today;
  const oldest = readings[0]?.timestamp ?? today;
  // A server may round the time it is asked for.
  if (newest > today + 1_000 || oldest < today - LOOK_BACK_S * 1000 - 1_000)
    throw new Error('it tells samples of other times than were asked for: is there a cache before it?');
  if (newest < today - STALE_MS)
    // One sentence, however often it is asked: each is noted once.
    throw new Error(`its newest sample is over ${STALE_MS / 1000} s old: is its scrape of the kubelets up?`);
}
