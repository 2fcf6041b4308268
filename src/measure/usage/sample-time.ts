import type {Clock} from '../../runtime/clock.js';

/** When something was asked and answered, on the monotonic clock (ms), and what this machine's calendar said at the answer (Unix ms). */
export interface Poll {
  asked: number;
  answered: number;
  calendar: number;
}

/** Ends a poll that began at `asked`: only here is the calendar compared with the monotonic clock, anew each time since it may be set. */
export function pollOf(clock: Clock, asked: number): Poll {
  return {asked, answered: clock.now(), calendar: clock.today().getTime()};
}

export interface SampleTime {
  /** Monotonic ms. */
  at: number;
  /** By how many ms the timestamp is off, where it can't be right. */
  skew?: number;
}

/** No kubelet's figure is older than this when it is asked (cAdvisor's interval is 10 s, and a little), in ms. */
const OLDEST_MS = 15_000;
/** By how much a timestamp may be ahead: clocks that NTP keeps differ by less. */
const AHEAD_MS = 1_000;

/**
 * A timestamp (Unix ms) on the monotonic clock. One that lies after the answer, or longer before the question than a figure may be old
 * (`oldestMs`), comes from a clock that differs from ours: the time of the answer is taken instead.
 */
export function sampleTime(timestamp: number, {asked, answered, calendar}: Poll, oldestMs = OLDEST_MS): SampleTime {
  const at = answered + (timestamp - calendar);
  if (at < asked - oldestMs || at > answered + AHEAD_MS) return {at: answered, skew: at - answered};
  return {at: Math.min(at, answered)};
}
