import fc from 'fast-check';
import {cutWindows, emptyPool, poolPercentile, sumUp, windowSet} from '../../../src/analysis/windows.js';
import {type Answer, at, someSamples} from '../../builders/some-samples.js';

const answers = fc.array(
  fc.oneof(fc.integer({min: 1, max: 50}), fc.constantFrom('refused' as const, 'unsent' as const)),
  {
    minLength: 20,
    maxLength: 100,
  },
);

function poolOf(given: readonly Answer[], times: readonly number[]) {
  const samples = someSamples({rate: 10, seconds: given.length / 10, answer: (_, index) => given[index]!});
  const windows = cutWindows(samples, {from: at(0), to: at(given.length / 10)}, 1000);
  const pool = emptyPool(windowSet(windows));
  pool.times.set(windows.map((_, index) => times[index % times.length]!));
  sumUp(pool);
  return {windows, pool};
}

describe('a pool of windows', () => {
  it('has the percentiles of its requests, written out and sorted', () => {
    const times = fc.array(fc.integer({min: 0, max: 3}), {minLength: 3, maxLength: 7});
    fc.assert(
      fc.property(answers, times, fc.constantFrom(50, 95, 99), (given, taken, percent) => {
        const {windows, pool} = poolOf(given, taken);
        const all = windows.flatMap((window, index) => {
          const failed = Array.from({length: window.requests - window.ok}, () => 5000);
          return Array.from({length: pool.times[index]!}, () => [...window.latencies, ...failed]).flat();
        });
        const sorted = all.sort((a, b) => a - b);
        const expected = sorted[Math.max(0, Math.ceil((percent * sorted.length) / 100 - 1e-9) - 1)];
        expect(poolPercentile(pool, percent, 5000)).toBe(expected);
        expect(pool.requests).toBe(sorted.length);
      }),
    );
  });

  it('adds up seconds, successes and answers with a 5xx', () => {
    const error: Answer = {outcome: 'status', status: 503};
    const {pool} = poolOf([error, ...Array<Answer>(19).fill(10)], [2, 1]);
    expect(pool).toMatchObject({seconds: 3, requests: 30, ok: 28, serverErrors: 2, dollars: 0});
  });
});
