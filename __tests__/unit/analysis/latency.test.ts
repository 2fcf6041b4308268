import fc from 'fast-check';
import {latencyPercentile, percentileOf, requestsFor} from '../../../src/analysis/latency.js';
import {tallyRequests} from '../../../src/analysis/tally.js';
import {type Answer, at, someSamples} from '../../builders/some-samples.js';

const TERMS = {rate: 100, timeout: 5_000};

function tallyOf(answers: readonly Answer[]) {
  const samples = someSamples({seconds: answers.length / 100, answer: (_, index) => answers[index]!});
  return tallyRequests(samples, [{from: at(0), to: at(answers.length / 100)}]);
}

function repeated(count: number, answer: Answer): Answer[] {
  return Array.from({length: count}, () => answer);
}

describe('a percentile of the latency', () => {
  it.each([
    [50, 20],
    [95, 200],
    [99, 1_000],
    [99.9, 10_000],
    [99.99, 100_000],
  ])('p%d needs %d requests', (percent, requests) => {
    expect(requestsFor(percent)).toBe(requests);
  });

  it('is not shown with too few, and says what would be enough', () => {
    expect(latencyPercentile(tallyOf(repeated(999, 10)), 99, TERMS)).toEqual({
      value: null,
      bound: '=',
      note: 'p99 needs 1000 requests and there were 999; 10 s at 100 requests per second would be enough',
    });
    expect(latencyPercentile(tallyOf(repeated(1_000, 10)), 99, TERMS)).toEqual({
      value: expect.closeTo(10, 1),
      bound: '=',
    });
  });

  it('is shown with too few when more than ten are beyond the limit, which more requests could not mend', () => {
    const slow = [...repeated(489, 10), ...repeated(11, 800)];
    expect(latencyPercentile(tallyOf(slow), 99, {...TERMS, limit: 500}).value).toBeCloseTo(800, 0);
    expect(latencyPercentile(tallyOf(slow.slice(1, -1)), 99, {...TERMS, limit: 500}).value).toBeNull();
    expect(latencyPercentile(tallyOf(repeated(11, 'reset')), 99, {...TERMS, limit: 500})).toEqual({
      value: 5_000,
      bound: '>',
    });
  });

  it('counts failures as infinitely slow, so that failing fast never looks good', () => {
    const answers = [...repeated(940, 10), ...repeated(60, {outcome: 'status', status: 503, latency: 1})];
    expect(latencyPercentile(tallyOf(answers), 95, TERMS)).toEqual({value: 5_000, bound: '>'});
    expect(latencyPercentile(tallyOf(answers), 50, TERMS)).toEqual({value: expect.closeTo(10, 1), bound: '='});
  });

  it('is none without requests', () => {
    expect(latencyPercentile(tallyOf([]), 50, TERMS)).toEqual({
      value: null,
      bound: '=',
      note: 'there were no requests',
    });
    expect(percentileOf(tallyOf([]).latency, 50)).toBeNull();
  });

  it('is that of the sorted latencies to three digits', () => {
    const latency = fc.double({min: 0.002, max: 100_000, noNaN: true});
    const answers = fc.array(
      fc.oneof({weight: 9, arbitrary: latency}, {weight: 1, arbitrary: fc.constant<Answer>('reset')}),
      {
        minLength: 20,
        maxLength: 120,
      },
    );
    fc.assert(
      fc.property(answers, fc.constantFrom(1, 10, 25, 50), (given, percent) => {
        const sorted = given
          .map(answer => (typeof answer === 'number' ? answer : Number.POSITIVE_INFINITY))
          .sort((a, b) => a - b);
        const exact = sorted[Math.max(1, Math.ceil((percent * given.length) / 100)) - 1]!;
        const reading = latencyPercentile(tallyOf(given), percent, TERMS);
        if (exact === Number.POSITIVE_INFINITY) expect(reading).toEqual({value: 5_000, bound: '>'});
        else expect(Math.abs(reading.value! - exact)).toBeLessThanOrEqual(exact * 0.001 + 0.001);
      }),
    );
  });
});
