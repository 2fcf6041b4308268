/** What the worker has to tell about requests that ended: columns as in `Samples`, and each request's place in the schedule. */
export interface SampleBatch {
  /** Requests whose intended time had come, ended or not. */
  scheduled: number;
  /** TCP connections opened since the start. */
  connections: number;
  index: Uint32Array<ArrayBuffer>;
  outcome: Uint8Array<ArrayBuffer>;
  latency: Float64Array<ArrayBuffer>;
  lateness: Float32Array<ArrayBuffer>;
  status: Uint16Array<ArrayBuffer>;
  request: Uint8Array<ArrayBuffer>;
  attempts: Uint8Array<ArrayBuffer>;
  arrived: Uint8Array<ArrayBuffer>;
}

/** Requests intended before `stop.at` are sent, none after it (monotonic ms). */
export type ToWorker = {kind: 'start'; startAt: number} | {kind: 'stop'; at: number};

/** `done` comes after the last batch: every scheduled request has ended. */
export type FromWorker = {kind: 'ready'} | {kind: 'batch'; batch: SampleBatch} | {kind: 'done'};

/** The worker's end of the line to the main thread; a MessagePort is one. */
export interface LoadChannel {
  postMessage(message: FromWorker, transfer?: ArrayBuffer[]): void;
  on(event: 'message', listener: (message: ToWorker) => void): unknown;
}

/** The main thread's end: the thread in which the load runs. */
export interface LoadThread {
  postMessage(message: ToWorker): void;
  onMessage(listener: (message: FromWorker) => void): void;
  /** Rejects when the thread ends without having been told to; never resolves. */
  readonly failed: Promise<never>;
  /** Ends the thread, whatever it does. */
  end(): Promise<void>;
}
