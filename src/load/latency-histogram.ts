import {build, decodeFromCompressedBase64, encodeIntoCompressedBase64, type Histogram} from 'hdr-histogram-js';
import {outcomeIndex} from './outcome.js';
import type {Samples} from './samples.js';

/** Latencies in µs with three significant digits, from 1 µs to an hour. Failures are in it, at {@link FAILED}: slower than any answer. */
export type LatencyHistogram = Histogram;

/** Where failed requests are counted, in µs: one hour. */
const FAILED = 3_600_000_000;
/** Answers slower than this, in µs, count as this. */
const SLOWEST = FAILED / 2;

/** The latencies of the requests from index `from` until before `to`. Pending and unsent ones say nothing about the victim and are left out. */
export function latencyHistogram(samples: Samples, from: number, to: number): LatencyHistogram {
  const histogram = emptyHistogram();
  const [pending, ok, unsent] = [outcomeIndex('pending'), outcomeIndex('ok'), outcomeIndex('unsent')];
  for (let i = from; i < to; i++) {
    const outcome = samples.outcome[i];
    if (outcome === pending || outcome === unsent) continue;
    histogram.recordValue(outcome === ok ? microseconds(samples.latency[i]!) : FAILED);
  }
  return histogram;
}

/** The latency in ms that the share `q` (0 to 1) of all requests stayed within: infinite where failures reach it, undefined without requests. */
export function latencyQuantile(histogram: LatencyHistogram, q: number): number | undefined {
  if (histogram.totalCount === 0) return undefined;
  const value = histogram.getValueAtPercentile(q * 100);
  return value > SLOWEST * 1.01 ? Number.POSITIVE_INFINITY : value / 1000;
}

/** All requests of several histograms in one, exactly. */
export function mergeHistograms(histograms: readonly LatencyHistogram[]): LatencyHistogram {
  const merged = emptyHistogram();
  for (const histogram of histograms) merged.add(histogram);
  return merged;
}

/** The HdrHistogram V2 compressed form in base64, which other tools read too. */
export function histogramToBase64(histogram: LatencyHistogram): string {
  return encodeIntoCompressedBase64(histogram);
}

/** Reads {@link histogramToBase64}'s text. Throws when it is none. */
export function histogramFromBase64(text: string): LatencyHistogram {
  return decodeFromCompressedBase64(text, 64);
}

function emptyHistogram(): Histogram {
  return build({
    bitBucketSize: 64,
    autoResize: false,
    lowestDiscernibleValue: 1,
    highestTrackableValue: FAILED,
    numberOfSignificantValueDigits: 3,
  });
}

function microseconds(ms: number): number {
  return Math.min(SLOWEST, Math.max(1, Math.round(ms * 1000)));
}
