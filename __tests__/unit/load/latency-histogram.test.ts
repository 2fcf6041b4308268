import fc from 'fast-check';
import {
  histogramFromBase64,
  histogramToBase64,
  latencyHistogram,
  latencyQuantile,
  mergeHistograms,
} from '../../../src/load/latency-histogram.js';
import type {EndedRequest} from '../../../src/load/sample-collector.js';
import {sampleLog} from '../../../src/load/sample-log.js';
import type {Outcome} from '../../../src/load/samples.js';
import {aLoadPlan} from '../../builders/a-load-plan.js';
import {aSampleBatch} from '../../builders/a-sample-batch.js';

function samplesOf(ended: Partial<EndedRequest>[]) {
  const log = sampleLog(aLoadPlan('http://127.0.0.1:1'), 0);
  log.add(aSampleBatch(ended.length, ended));
  return log.samples;
}

const histogramOf = (ended: Partial<EndedRequest>[]) => latencyHistogram(samplesOf(ended), 0, ended.length);
const latencies = fc.array(fc.double({min: 0.001, max: 60_000, noNaN: true}), {minLength: 1, maxLength: 300});
const quantiles = [0.5, 0.9, 0.95, 0.99, 1];

describe('latencyHistogram', () => {
  it('finds each quantile within three digits', () => {
    fc.assert(
      fc.property(latencies, values => {
        const histogram = histogramOf(values.map(latency => ({latency})));
        const sorted = [...values].sort((a, b) => a - b);
        for (const q of quantiles) {
          const exact = sorted[Math.ceil(q * sorted.length - 1e-9) - 1]!;
          expect(Math.abs(latencyQuantile(histogram, q)! - exact)).toBeLessThanOrEqual(exact * 0.001 + 0.001);
        }
      }),
    );
  });

  it('takes the requests of a span only', () => {
    const samples = samplesOf([{latency: 1}, {latency: 2}, {latency: 3}, {latency: 4}]);
    const histogram = latencyHistogram(samples, 1, 3);
    expect(histogram.totalCount).toBe(2);
    expect(latencyQuantile(histogram, 1)).toBeCloseTo(3, 2);
  });

  it('holds failures to be slower than any answer', () => {
    const ended = Array.from({length: 100}, (_, i) => ({latency: 5, outcome: (i < 6 ? 'refused' : 'ok') as Outcome}));
    expect(latencyQuantile(histogramOf(ended), 0.94)).toBeCloseTo(5, 1);
    expect(latencyQuantile(histogramOf(ended), 0.95)).toBe(Number.POSITIVE_INFINITY);
  });

  it('leaves out what says nothing about the victim', () => {
    expect(histogramOf([{}, {outcome: 'unsent'}, {outcome: 'pending'}]).totalCount).toBe(1);
  });

  it('has no quantile without requests', () => {
    expect(latencyQuantile(histogramOf([]), 0.95)).toBeUndefined();
  });

  it('clamps what it can not hold instead of failing', () => {
    const histogram = histogramOf([{latency: 0}, {latency: 1e12}]);
    expect(latencyQuantile(histogram, 0.5)).toBeCloseTo(0.001, 3);
    expect(latencyQuantile(histogram, 1)).toBeGreaterThan(1_700_000);
    expect(latencyQuantile(histogram, 1)).toBeLessThan(Number.POSITIVE_INFINITY);
  });

  it('merges exactly', () => {
    fc.assert(
      fc.property(latencies, latencies, (one, other) => {
        const merged = mergeHistograms([one, other].map(values => histogramOf(values.map(latency => ({latency})))));
        const together = histogramOf([...one, ...other].map(latency => ({latency})));
        expect(quantiles.map(q => latencyQuantile(merged, q))).toEqual(
          quantiles.map(q => latencyQuantile(together, q)),
        );
        expect(merged.totalCount).toBe(one.length + other.length);
      }),
    );
  });

  it('comes back from base64 as it was', () => {
    fc.assert(
      fc.property(latencies, fc.boolean(), (values, failing) => {
        const histogram = histogramOf(values.map(latency => ({latency, outcome: failing ? 'timeout' : 'ok'})));
        const back = histogramFromBase64(histogramToBase64(histogram));
        expect(quantiles.map(q => latencyQuantile(back, q))).toEqual(quantiles.map(q => latencyQuantile(histogram, q)));
        expect(histogramToBase64(mergeHistograms([back]))).toBe(histogramToBase64(histogram));
      }),
    );
  });
});
