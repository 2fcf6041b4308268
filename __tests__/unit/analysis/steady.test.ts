import {steadyLimits, whyUnsteady, windowLength, windowSize} from '../../../src/analysis/steady.js';
import {aSpec} from '../../builders/a-spec.js';
import {someLimits} from '../../builders/some-limits.js';
import {type Answer, at, healthy, someSamples} from '../../builders/some-samples.js';

const baseline = {from: at(5), to: at(25)};

function limitsOf(answer: (second: number, index: number) => Answer, spec = aSpec()) {
  return steadyLimits(someSamples({seconds: 30, answer}), baseline, spec.build());
}

describe('the limits of a baseline', () => {
  it('allow a point more errors and the greater of 1.5 times and 50 ms more p95', () => {
    const limits = limitsOf((_, index) => (index % 50 === 0 ? 'reset' : 100));
    expect(limits).toMatchObject({errorRate: 2, maxErrorRate: 3, forMs: 5_000, requests: 100});
    expect((limits as {p95Ms: number}).p95Ms).toBeCloseTo(100, 0);
    expect((limits as {maxP95Ms: number}).maxP95Ms).toBeCloseTo(150, 0);
  });

  it('give a fast service the slack of 50 ms', () => {
    const limits = limitsOf((_, index) => healthy(index));
    expect((limits as {maxP95Ms: number}).maxP95Ms).toBeCloseTo(69, 0);
  });

  it('need enough requests', () => {
    const samples = someSamples({rate: 4, seconds: 30, answer: () => 10});
    expect(steadyLimits(samples, baseline, aSpec().build())).toEqual({
      unhealthy: 'the baseline had 80 requests, and a steady state needs 100',
      isOfLoad: true,
    });
  });

  it('are refused when too many requests fail', () => {
    const limits = limitsOf((_, index) => (index % 10 === 0 ? 'status' : 10));
    expect(limits).toEqual({unhealthy: "10.0% of the baseline's requests failed, more than 5%"});
  });

  it('are refused when the p95 itself is a failure, however many errors a spec allows', () => {
    const limits = limitsOf((_, index) => (index % 10 === 0 ? 'status' : 10), aSpec().withSteady({baselineErrors: 50}));
    expect(limits).toEqual({unhealthy: "more than 5% of the baseline's requests failed"});
  });

  it('are refused when the end of the baseline is not steady', () => {
    const limits = limitsOf(second => (second > 24 ? 300 : 10), aSpec().withSteady({baselineErrors: 50}));
    expect(limits).toEqual({unhealthy: 'the baseline did not hold: at its end, the p95 was above 60 ms'});
  });

  it('are not set by a load that left late', () => {
    const limits = limitsOf(() => ({outcome: 'ok', latency: 10, lateness: 80}));
    expect(limits).toEqual({
      unhealthy:
        'in the baseline, requests left 80 ms late (p99), more than load.maxLateness of 50 ms: the machine of the load generator has too much to do',
      isOfLoad: true,
    });
  });

  it('are not set by a load that could not send', () => {
    const limits = limitsOf((_, index) => (index === 1000 ? 'unsent' : 10));
    expect(limits).toEqual({
      unhealthy: 'in the baseline, 1 requests could not be sent in time by the load generator',
      isOfLoad: true,
    });
  });

  it('wait for the requests to end', () => {
    const limits = limitsOf((_, index) => (index === 2000 ? 'pending' : 10));
    expect(limits).toEqual({unhealthy: 'in the baseline, 1 requests had not ended', isOfLoad: true});
  });

  it('are not set by an empty baseline', () => {
    const samples = someSamples({seconds: 0, answer: () => 10});
    expect(steadyLimits(samples, baseline, aSpec().build())).toEqual({
      unhealthy: 'in the baseline, the load ended 20.0 s too early',
      isOfLoad: true,
    });
  });
});

describe('a window', () => {
  const why = (answer: (second: number, index: number) => Answer, window = {from: at(5), to: at(10)}) =>
    whyUnsteady(someSamples({seconds: 10, answer}), window, someLimits());

  it('is steady when it is like the baseline', () => {
    expect(why((_, index) => healthy(index))).toBeUndefined();
  });

  it('may have one failure in a hundred', () => {
    expect(why((_, index) => (index % 100 === 0 ? 'reset' : 10))).toBeUndefined();
    expect(why((_, index) => (index % 50 === 0 ? 'reset' : 10))).toBe('2.0% of the requests failed, more than 1.0%');
  });

  it('may have one slow request in twenty', () => {
    expect(why((_, index) => (index % 20 === 0 ? 500 : 10))).toBeUndefined();
    expect(why((_, index) => (index % 10 === 0 ? 500 : 10))).toBe('the p95 was above 69 ms');
  });

  it('is not steady with fewer requests than needed', () => {
    expect(why(() => 10, {from: at(9.5), to: at(10)})).toBe('there were 50 requests of the 100 needed');
    expect(why(() => 10, {from: at(9), to: at(9.99)})).toBeUndefined();
  });

  it('can be judged at its end: young requests are left out, old ones count as slow', () => {
    expect(why(second => (second >= 9.95 ? 'pending' : 10))).toBeUndefined();
    expect(why(second => (second >= 9 ? 'pending' : 10))).toBe('the p95 was above 69 ms');
  });

  it('knows that the newest requests may not have been heard of, and that a silent load is not well', () => {
    expect(why(() => 10, {from: at(5.05), to: at(10.05)})).toBeUndefined();
    expect(why(() => 10, {from: at(6), to: at(11)})).toBe('the p95 was above 69 ms');
  });

  it('is not judged where requests could not be sent', () => {
    expect(why((_, index) => (index === 700 ? 'unsent' : 10))).toBe('1 requests could not be sent in time');
  });

  it.each([
    [100, 500, 5_000],
    [20, 100, 5_000],
    [10, 100, 10_000],
    [3, 100, 100_000 / 3],
  ])('at %d requests a second holds %d of them and lasts %d ms', (rate, size, length) => {
    expect(windowSize({rate}, someLimits())).toBe(size);
    expect(windowLength({rate}, someLimits())).toBeCloseTo(length);
  });
});
