import type {SampleBatch} from './messages.js';
import type {LoadPlan} from './plan.js';
import {longestRequest} from './retries.js';
import {OUTCOMES, type Samples} from './samples.js';

export interface SampleLog {
  /** A live view, without copies: its columns are replaced as they grow, so they are read from it each time. */
  readonly samples: Samples;
  /** Takes what the worker told. Throws when a request ends for the second time. */
  add(batch: SampleBatch): void;
}

interface Columns {
  outcome: Uint8Array;
  latency: Float64Array;
  lateness: Float32Array;
  status: Uint16Array;
  request: Uint8Array;
  attempts: Uint8Array;
  arrived: Uint8Array;
}

/** The store of all requests of a run; 18 bytes each, doubled when full. */
export function sampleLog(plan: LoadPlan, startAt: number, capacity = 65_536): SampleLog {
  let columns = emptyColumns(capacity);
  let count = 0;
  let settled = 0;
  const requests = plan.requests.map(request => request.label);

  const add = (batch: SampleBatch) => {
    count = Math.max(count, batch.scheduled);
    if (count > columns.outcome.length) columns = grown(columns, count);
    for (let i = 0; i < batch.index.length; i++) store(columns, batch, i);
    while (settled < count && columns.outcome[settled] !== 0) settled++;
  };

  const samples: Samples = {
    rate: plan.rate,
    timeout: longestRequest(plan),
    startAt,
    outcomes: OUTCOMES,
    requests,
    get count() {
      return count;
    },
    get settled() {
      return settled;
    },
    get outcome() {
      return columns.outcome;
    },
    get latency() {
      return columns.latency;
    },
    get lateness() {
      return columns.lateness;
    },
    get status() {
      return columns.status;
    },
    get request() {
      return columns.request;
    },
    get attempts() {
      return columns.attempts;
    },
    get arrived() {
      return columns.arrived;
    },
  };
  return {samples, add};
}

function emptyColumns(capacity: number): Columns {
  return {
    outcome: new Uint8Array(capacity),
    latency: new Float64Array(capacity),
    lateness: new Float32Array(capacity),
    status: new Uint16Array(capacity),
    request: new Uint8Array(capacity),
    attempts: new Uint8Array(capacity),
    arrived: new Uint8Array(capacity),
  };
}

function grown(old: Columns, needed: number): Columns {
  const columns = emptyColumns(Math.max(needed, old.outcome.length * 2));
  columns.outcome.set(old.outcome);
  columns.latency.set(old.latency);
  columns.lateness.set(old.lateness);
  columns.status.set(old.status);
  columns.request.set(old.request);
  columns.attempts.set(old.attempts);
  columns.arrived.set(old.arrived);
  return columns;
}

function store(columns: Columns, batch: SampleBatch, i: number): void {
  const index = batch.index[i]!;
  if (columns.outcome[index] !== 0) throw new Error(`request ${index} of the load ended twice`);
  columns.outcome[index] = batch.outcome[i]!;
  columns.latency[index] = batch.latency[i]!;
  columns.lateness[index] = batch.lateness[i]!;
  columns.status[index] = batch.status[i]!;
  columns.request[index] = batch.request[i]!;
  columns.attempts[index] = batch.attempts[i]!;
  columns.arrived[index] = batch.arrived[i]!;
}
