import {encodeIntoCompressedBase64} from 'hdr-histogram-js';
import type {Outcome, Samples} from '../load/samples.js';
import type {Measurements, Span} from '../measure/measurements.js';
import type {Phase} from '../spec/objective.js';
import type {Run} from './analyse-repeat.js';
import {errorRate, throughput} from './counts.js';
import type {Reading} from './finding.js';
import {latencyPercentile, percentileOf} from './latency.js';
import {troubleIn} from './load-trouble.js';
import {type Tally, tallyRequests} from './tally.js';

/** What requests of one kind met with. Rates in %, latencies in ms. */
export interface RequestSummary {
  requests: number;
  errors: Reading;
  p50: Reading;
  p95: Reading;
  p99: Reading;
}

/** One phase of the run. Times are seconds since the load began. */
export interface PhaseSummary extends RequestSummary {
  phase: Phase;
  /** Absent in the phases that the whole run shares. */
  experiment?: string;
  repeat?: number;
  from: number;
  to: number;
  /** Successful answers per second. */
  throughput: Reading;
  /** How late requests left, in ms (p99); null without requests. */
  lateness: number | null;
  /** How often its requests were sent, retries included. */
  attempts: number;
  outcomes: Partial<Record<Outcome, number>>;
  /** The same by label of the mix. */
  byRequest: ({label: string} & RequestSummary)[];
  /** Latencies of the successful requests in µs: HDR histogram, version 2, compressed, base64; phases can be merged by it. */
  hdr: string;
  /** Why the load can't be relied on here. */
  trouble?: string;
}

/** Each phase in the order of the run. */
export function summarisePhases({idle, experiments}: Measurements, run: Run): PhaseSummary[] {
  const {samples, baseline} = run;
  return [
    ...(idle === undefined ? [] : [summarise({phase: 'idle'}, idle, run)]),
    summarise({phase: 'warmup'}, {from: samples.startAt, to: baseline.from}, run),
    summarise({phase: 'baseline'}, baseline, run),
    ...experiments.flatMap(experiment =>
      experiment.repeats.flatMap(({repeat, spans}) => [
        summarise({phase: 'fault', experiment: experiment.name, repeat}, spans.fault, run),
        summarise({phase: 'recover', experiment: experiment.name, repeat}, spans.recover, run),
        ...(spans.settle === undefined
          ? []
          : [summarise({phase: 'settle', experiment: experiment.name, repeat}, spans.settle, run)]),
      ]),
    ),
  ];
}

function summarise(name: Pick<PhaseSummary, 'phase' | 'experiment' | 'repeat'>, span: Span, run: Run): PhaseSummary {
  const {samples} = run;
  const tally = run.tally([span]);
  const trouble = troubleIn(span, run);
  return {
    ...name,
    from: (span.from - samples.startAt) / 1000,
    to: (span.to - samples.startAt) / 1000,
    ...requestSummary(tally, samples),
    throughput: throughput(tally),
    lateness: percentileOf(tally.lateness, 99),
    attempts: tally.attempts,
    outcomes: tally.outcomes,
    hdr: encodeIntoCompressedBase64(tally.latency),
    byRequest: samples.requests.map((label, request) => ({
      label,
      ...requestSummary(samples.requests.length === 1 ? tally : tallyRequests(samples, [span], {request}), samples),
    })),
    ...(trouble === undefined ? {} : {trouble}),
  };
}

function requestSummary(tally: Tally, {rate, timeout}: Samples): RequestSummary {
  const percentile = (percent: number): Reading => latencyPercentile(tally, percent, {rate, timeout});
  return {
    requests: tally.requests,
    errors: errorRate(tally, {rate}),
    p50: percentile(50),
    p95: percentile(95),
    p99: percentile(99),
  };
}
