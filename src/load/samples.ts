/** How a request ended, besides `ok`. Index 0 is no outcome yet. */
export const OUTCOMES = [
  'pending',
  'ok',
  'status', // an answer with a status that was not expected
  'refused',
  'reset',
  'timeout',
  'cut', // the connection ended in the middle of the answer
  'dns',
  'tls',
  'connect', // any other failure to connect: unreachable, no route
  'other',
  'unsent', // the generator could not send it in time: no judgement of the victim
] as const;
export type Outcome = (typeof OUTCOMES)[number];

/**
 * Every request of the run, indexed by its place in the schedule: request k was intended at `startAt + k × 1000 / rate`.
 * Columns are longer than `count`; only `[0, settled)` is complete, later ones may still be pending.
 */
export interface Samples {
  /** Requests per second. */
  readonly rate: number;
  /** Monotonic ms of request 0. */
  readonly startAt: number;
  /** Requests whose intended time has come. */
  readonly count: number;
  /** All requests before this index have ended. */
  readonly settled: number;
  /** Index into `outcomes`. */
  readonly outcome: Uint8Array;
  readonly outcomes: readonly Outcome[];
  /** Ms from the intended (first) send time to the end of the answer, or to the (last) failure. */
  readonly latency: Float64Array;
  /** Ms from the intended to the real send time. */
  readonly lateness: Float32Array;
  /** HTTP status, 0 where no answer came. */
  readonly status: Uint16Array;
  /** Index into `requests`. */
  readonly request: Uint8Array;
  /** How often the request was sent: 1, more where `load.retry` asks for it, 0 where it could not be sent. */
  readonly attempts: Uint8Array;
  /** How many of these may have reached a container: all but those that got no connection. */
  readonly arrived: Uint8Array;
  /** Labels of the mix, such as `GET /health`. */
  readonly requests: readonly string[];
  /** The longest that a request takes to its final outcome, in ms: `load.timeout`, or all of its attempts and what is between them. */
  readonly timeout: number;
}
