import type {SampleBatch} from './messages.js';
import {outcomeIndex} from './outcome.js';
import type {Outcome} from './samples.js';

/** A request that ended. Times in ms. */
export interface EndedRequest {
  index: number;
  outcome: Outcome;
  latency: number;
  lateness: number;
  status: number;
  request: number;
  /** How often it was sent. */
  attempts: number;
  /** How many of these may have reached a container. */
  arrived: number;
}

export interface SampleCollector {
  add(sample: EndedRequest): void;
  /** Sends what has come together since the last time. */
  flush(): void;
}

/** Gathers ended requests into batches of typed arrays, whose memory can be handed over to another thread; a full batch leaves at once. */
export function collectSamples(
  send: (batch: Omit<SampleBatch, 'scheduled' | 'connections'>) => void,
  capacity = 4096,
): SampleCollector {
  const index = new Uint32Array(capacity);
  const outcome = new Uint8Array(capacity);
  const latency = new Float64Array(capacity);
  const lateness = new Float32Array(capacity);
  const status = new Uint16Array(capacity);
  const request = new Uint8Array(capacity);
  const attempts = new Uint8Array(capacity);
  const arrived = new Uint8Array(capacity);
  let size = 0;

  const flush = () => {
    const end = size;
    size = 0;
    send({
      index: index.slice(0, end),
      outcome: outcome.slice(0, end),
      latency: latency.slice(0, end),
      lateness: lateness.slice(0, end),
      status: status.slice(0, end),
      request: request.slice(0, end),
      attempts: attempts.slice(0, end),
      arrived: arrived.slice(0, end),
    });
  };

  return {
    flush,
    add: sample => {
      index[size] = sample.index;
      outcome[size] = outcomeIndex(sample.outcome);
      latency[size] = sample.latency;
      lateness[size] = sample.lateness;
      status[size] = sample.status;
      request[size] = sample.request;
      attempts[size] = sample.attempts;
      arrived[size] = sample.arrived;
      if (++size === capacity) flush();
    },
  };
}
