import fc from 'fast-check';
import {highestBars, reducePoints, stretches} from '../../../../../src/report/html/timeline/reduce.js';

describe('a line of fewer points', () => {
  it('is the same line where there are few', () => {
    expect(reducePoints([1, 2, 3], [5, null, 7], 3)).toEqual([
      {t: 1, value: 5},
      {t: 2, value: null},
      {t: 3, value: 7},
    ]);
  });

  it('shows the lowest and the highest value of each stretch, in their order', () => {
    expect(reducePoints([0, 1, 2, 3, 4, 5], [1, 9, 4, 8, 2, 3], 4)).toEqual([
      {t: 0, value: 1},
      {t: 1, value: 9},
      {t: 3, value: 8},
      {t: 4, value: 2},
    ]);
  });

  it('keeps a stretch without values as a gap', () => {
    const points = reducePoints([0, 1, 2, 3, 4, 5, 6, 7], [1, 2, 3, null, null, null, 2, 1], 6);
    expect(points.map(({value}) => value)).toEqual([1, 2, 3, 2, 1]);
    expect(reducePoints([0, 1, 2, 3, 4, 5], [1, 1, null, null, 1, 1], 5)).toHaveLength(2);
  });

  it('loses no peak, has no point that was not there, and keeps to its number', () => {
    fc.assert(
      fc.property(values(), fc.integer({min: 2, max: 40}), (all, most) => {
        const times = all.map((_, index) => 10 + index);
        const points = reducePoints(times, all, most);
        expect(points.length).toBeLessThanOrEqual(most);
        const known = all.filter(value => value !== null);
        const kept = points.flatMap(({value}) => value ?? []);
        expect([Math.max(...kept), Math.min(...kept)]).toEqual([Math.max(...known), Math.min(...known)]);
        for (const [index, {t, value}] of points.entries()) {
          expect(all[t - 10]).toBe(value);
          expect(t).toBeGreaterThan(points[index - 1]?.t ?? 0);
        }
      }),
    );
  });
});

describe('bars', () => {
  it('are one where neighbours are the same, and as high as the highest second', () => {
    expect(highestBars([5, 6, 7, 8], [0, 2, 2, 1], 4)).toEqual([
      {from: 5, to: 6, value: 0},
      {from: 6, to: 8, value: 2},
      {from: 8, to: 9, value: 1},
    ]);
    expect(highestBars([5, 6, 7, 8], [0, 2, 0, 1], 2)).toEqual([
      {from: 5, to: 7, value: 2},
      {from: 7, to: 9, value: 1},
    ]);
  });

  it('cover every second by at least its own value', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(9), {minLength: 1}), fc.integer({min: 1, max: 20}), (values, most) => {
        const bars = highestBars([...values.keys()], values, most);
        expect(bars.length).toBeLessThanOrEqual(most);
        for (const [second, value] of values.entries()) {
          expect(bars.find(({from, to}) => from <= second && second < to)?.value).toBeGreaterThanOrEqual(value);
        }
      }),
    );
  });
});

describe('stretches', () => {
  it('take every item once, in order, and differ by one at most', () => {
    fc.assert(
      fc.property(fc.array(fc.nat()), fc.integer({min: 1, max: 30}), (items, count) => {
        const cut = stretches(items, count);
        expect(cut.flat()).toEqual(items);
        const lengths = cut.map(({length}) => length);
        if (lengths.length > 0) expect(Math.max(...lengths) - Math.min(...lengths)).toBeLessThanOrEqual(1);
        expect(lengths).not.toContain(0);
      }),
    );
  });
});

function values(): fc.Arbitrary<(number | null)[]> {
  return fc.array(fc.option(fc.integer({min: 0, max: 1000})), {minLength: 1, maxLength: 200});
}
