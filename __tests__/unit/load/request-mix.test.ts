import fc from 'fast-check';
import {requestMix} from '../../../src/load/request-mix.js';

const weights = fc.array(fc.double({min: 0.1, max: 1000, noNaN: true}), {minLength: 1, maxLength: 12});

function take(count: number, next: () => number): number[] {
  return Array.from({length: count}, () => next());
}

describe('requestMix', () => {
  it('spreads a rare request evenly among frequent ones', () => {
    expect(take(8, requestMix([3, 1]))).toEqual([0, 0, 1, 0, 0, 0, 1, 0]);
  });

  it('repeats one request', () => {
    expect(take(3, requestMix([7]))).toEqual([0, 0, 0]);
  });

  it('gives the same order each time', () => {
    fc.assert(
      fc.property(weights, mix => {
        expect(take(200, requestMix(mix))).toEqual(take(200, requestMix(mix)));
      }),
    );
  });

  it('keeps each share right within any prefix', () => {
    fc.assert(
      fc.property(weights, fc.integer({min: 1, max: 2_000}), (mix, count) => {
        const order = take(count, requestMix(mix));
        const total = mix.reduce((sum, weight) => sum + weight, 0);
        for (const [i, weight] of mix.entries()) {
          const came = order.filter(request => request === i).length;
          expect(Math.abs(came - (count * weight) / total)).toBeLessThan(mix.length);
        }
      }),
    );
  });
});
