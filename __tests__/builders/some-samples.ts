import {mayHaveArrived} from '../../src/load/outcome.js';
import {OUTCOMES, type Outcome, type Samples} from '../../src/load/samples.js';

/** How a request ended: the latency in ms of a success, the kind of a failure, or all of it. */
export type Answer = number | Outcome | {outcome: Outcome; latency?: number; status?: number; lateness?: number};

export interface SomeSamples {
  /** Requests per second; 100. */
  rate?: number;
  /** How long the load ran; 60. */
  seconds?: number;
  /** Monotonic ms of the first request; 1,000,000. */
  startAt?: number;
  /** Ms; 5,000. */
  timeout?: number;
  /** Labels of the mix, used in turn; `GET /`. */
  requests?: string[];
  /** How the request that is meant to leave at `second` (since the load began) ends. */
  answer: (second: number, index: number) => Answer;
}

export const START = 1_000_000;

/** Samples as a function of time, so that a test reads like the story of an outage. */
export function someSamples(options: SomeSamples): Samples {
  const {rate = 100, seconds = 60, startAt = START, timeout = 5_000, requests = ['GET /'], answer} = options;
  const count = Math.round(rate * seconds);
  const samples = {
    rate,
    startAt,
    count,
    settled: count,
    outcome: new Uint8Array(count + 10),
    outcomes: OUTCOMES,
    latency: new Float64Array(count + 10),
    lateness: new Float32Array(count + 10),
    status: new Uint16Array(count + 10),
    request: new Uint8Array(count + 10),
    attempts: new Uint8Array(count + 10).fill(1),
    arrived: new Uint8Array(count + 10),
    requests,
    timeout,
  };
  for (let index = 0; index < count; index++) {
    const ended = asObject(answer(index / rate, index), timeout);
    samples.outcome[index] = OUTCOMES.indexOf(ended.outcome);
    samples.latency[index] = ended.latency;
    samples.lateness[index] = ended.lateness;
    samples.status[index] = ended.status;
    samples.arrived[index] = mayHaveArrived(ended.outcome) ? 1 : 0;
    samples.request[index] = index % requests.length;
    if (ended.outcome === 'pending') samples.settled = Math.min(samples.settled, index);
  }
  return samples;
}

/** A good answer after 10 to 19 ms. */
export function healthy(index: number): number {
  return 10 + (index % 10);
}

/** The monotonic ms of a second since the load began. */
export function at(second: number): number {
  return START + second * 1000;
}

function asObject(answer: Answer, timeout: number) {
  const given = typeof answer === 'object' ? answer : typeof answer === 'string' ? {outcome: answer} : success(answer);
  const {outcome} = given;
  const usual = {lateness: 0.5, status: outcome === 'ok' ? 200 : 0, latency: outcome === 'timeout' ? timeout : 1};
  return {...usual, ...given};
}

function success(latency: number): {outcome: Outcome; latency: number} {
  return {outcome: 'ok', latency};
}
