import {boundsOf, type Resampled, resampledChanges} from '../../../src/analysis/bootstrap.js';
import {seededRandom} from '../../../src/analysis/random.js';
import {requestMetric} from '../../../src/analysis/request-metrics.js';
import {cutWindows} from '../../../src/analysis/windows.js';
import {type Answer, at, healthy, someSamples} from '../../builders/some-samples.js';

/** A baseline of seconds 0 to 30 against seconds 40 to 70, at 50 requests a second. */
function resample(
  metric: string,
  kind: 'percent' | 'delta',
  answer: (second: number, index: number) => Answer,
): Resampled | undefined {
  const samples = someSamples({rate: 50, seconds: 70, answer});
  return resampledChanges({
    baseline: cutWindows(samples, {from: at(0), to: at(30)}, 1000),
    repeats: [cutWindows(samples, {from: at(40), to: at(70)}, 250)],
    statistic: requestMetric(metric)!.statistic(5_000),
    kind,
    random: seededRandom(1),
  });
}

function bounds(...story: Parameters<typeof resample>) {
  return boundsOf(resample(...story)!, 0.99);
}

/** Latencies that vary from request to request, with a median of `median` ms. */
function noisy(median: number, random: () => number): number {
  return median * Math.exp(random() + random() - 1);
}

describe('the resampled change', () => {
  it('is nothing where nothing changed and nothing varies', () => {
    const {lower, upper} = bounds('latency.p95', 'percent', () => 20);
    expect([lower, upper]).toEqual([0, 0]);
  });

  it('encloses no change where latencies only vary', () => {
    const random = seededRandom(7);
    const {lower, upper} = bounds('latency.p95', 'percent', () => noisy(20, random));
    expect(lower).toBeLessThan(0);
    expect(upper).toBeGreaterThan(0);
    expect(upper - lower).toBeLessThan(40);
  });

  it('tells a service that became half as slow again from one that varies', () => {
    const random = seededRandom(7);
    const {lower, upper} = bounds('latency.p50', 'percent', second => noisy(second < 40 ? 20 : 30, random));
    expect(lower).toBeGreaterThan(25);
    expect(upper).toBeLessThan(80);
  });

  it('is sure of an outage that ended', () => {
    const answer = (second: number, index: number) => (second >= 45 && second < 48 ? 'refused' : healthy(index));
    const errors = bounds('errors', 'delta', answer);
    expect(errors.lower).toBeGreaterThan(6);
    expect(errors.upper).toBeLessThan(14);
    expect(bounds('latency.p95', 'percent', answer).lower).toBeGreaterThan(20_000);
  });

  it('knows throughput and availability', () => {
    const answer = (second: number, index: number): Answer =>
      second >= 40 && index % 2 === 0 ? {outcome: 'status', status: 500} : 10;
    expect(bounds('throughput', 'percent', answer).upper).toBeLessThan(-45);
    expect(bounds('availability', 'delta', answer).upper).toBeLessThan(-45);
    expect(bounds('errors.5xx', 'delta', answer).lower).toBeGreaterThan(45);
  });

  it('is none where the baseline is 0, and none of an empty phase', () => {
    expect(resample('errors', 'percent', () => 10)).toBeUndefined();
    expect(resample('errors', 'delta', second => (second < 40 ? 10 : 'unsent'))).toBeUndefined();
  });

  it('is the same each time', () => {
    const run = () => {
      const random = seededRandom(3);
      return bounds('latency.p99', 'percent', () => noisy(20, random));
    };
    expect(run()).toEqual(run());
  });
});

describe('the bounds', () => {
  const changes = Float64Array.from({length: 1000}, (_, index) => index);
  const least = Number.NEGATIVE_INFINITY;

  it('grow with the confidence, also beyond the draws', () => {
    const widths = [0.9, 0.99, 0.999, 0.9999].map(confidence => {
      const {lower, upper} = boundsOf({changes, degrees: 1000, spread: 1, least}, confidence);
      return upper - lower;
    });
    expect(widths).toEqual([...widths].sort((a, b) => a - b));
    expect(new Set(widths).size).toBe(4);
  });

  it('end where no change can be', () => {
    const few = {changes: changes.map(change => change / 5 - 100), degrees: 2, spread: 1, least: -100};
    expect(boundsOf(few, 0.99).lower).toBe(-100);
    expect(boundsOf({...few, least}, 0.99).lower).toBeLessThan(-100);
  });

  it('are those of the draws where there are many blocks, and wider where there are few', () => {
    const many = boundsOf({changes, degrees: 1e6, spread: 1, least}, 0.99);
    expect(many.lower).toBeCloseTo(4.5, 0);
    expect(many.upper).toBeCloseTo(994.5, 0);
    // Student's t for 7 degrees of freedom, against the normal distribution's.
    const few = boundsOf({changes, degrees: 7, spread: 1, least}, 0.99);
    expect((few.upper - few.lower) / (many.upper - many.lower)).toBeCloseTo(3.4995 / 2.5758, 4);
  });
});
