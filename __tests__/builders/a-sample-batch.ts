import type {SampleBatch} from '../../src/load/messages.js';
import {outcomeIndex} from '../../src/load/outcome.js';
import type {EndedRequest} from '../../src/load/sample-collector.js';

/** A batch as the worker sends it; what is left out of a request is an answer 200 after 5 ms. */
export function aSampleBatch(scheduled: number, ended: Partial<EndedRequest>[]): SampleBatch {
  const all = ended.map((sample, i) => ({
    index: i,
    outcome: 'ok' as const,
    latency: 5,
    lateness: 0,
    status: 200,
    request: 0,
    attempts: 1,
    arrived: 1,
    ...sample,
  }));
  return {
    scheduled,
    connections: 1,
    index: Uint32Array.from(all, sample => sample.index),
    outcome: Uint8Array.from(all, sample => outcomeIndex(sample.outcome)),
    latency: Float64Array.from(all, sample => sample.latency),
    lateness: Float32Array.from(all, sample => sample.lateness),
    status: Uint16Array.from(all, sample => sample.status),
    request: Uint8Array.from(all, sample => sample.request),
    attempts: Uint8Array.from(all, sample => sample.attempts),
    arrived: Uint8Array.from(all, sample => sample.arrived),
  };
}
