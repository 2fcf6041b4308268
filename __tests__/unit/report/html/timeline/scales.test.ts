import fc from 'fast-check';
import {linearScale, logScale, timeScale} from '../../../../../src/report/html/timeline/scales.js';

const extent = [100, 0] as const;

describe('a linear scale', () => {
  it('ends with a round number above the highest value', () => {
    expect(linearScale(47, extent).ticks).toEqual([0, 20, 40, 60]);
    expect(linearScale(0.0162, extent, {count: 2}).ticks).toEqual([0, 0.01, 0.02]);
  });

  it('keeps to whole steps where halves make no sense', () => {
    expect(linearScale(1, extent, {count: 2, least: 1}).ticks).toEqual([0, 1]);
    expect(linearScale(0, extent, {count: 2, least: 1}).ticks).toEqual([0, 1]);
  });

  it('has a place for every value up to the highest, the greater the higher', () => {
    fc.assert(
      fc.property(positive(), positive(), (a, b) => {
        const [less, most] = [Math.min(a, b), Math.max(a, b)];
        const scale = linearScale(most, extent);
        expect(scale.at(0)).toBe(100);
        expect(scale.at(most)).toBeGreaterThanOrEqual(-1e-6);
        expect(scale.at(most)).toBeLessThanOrEqual(scale.at(less));
        expect(scale.ticks.length).toBeLessThanOrEqual(7);
        expect(scale.at(scale.ticks.at(-1)!)).toBeCloseTo(0);
      }),
    );
  });
});

describe('a logarithmic scale', () => {
  it('goes from power of ten to power of ten', () => {
    const scale = logScale(1.4, 52, extent);
    expect(scale.ticks).toEqual([1, 10, 100]);
    expect(scale.at(10)).toBeCloseTo(50);
  });

  it('has a decade at least', () => {
    expect(logScale(10, 10, extent).ticks).toEqual([10, 100]);
  });

  it('has a place for all that lies between', () => {
    fc.assert(
      fc.property(positive(), positive(), (a, b) => {
        const [least, most] = [Math.min(a, b), Math.max(a, b)];
        const scale = logScale(least, most, extent);
        for (const value of [least, most]) {
          expect(scale.at(value)).toBeGreaterThanOrEqual(-1e-6);
          expect(scale.at(value)).toBeLessThanOrEqual(100 + 1e-6);
        }
      }),
    );
  });
});

describe('the time’s scale', () => {
  it('has ticks at round times, as many as fit', () => {
    expect(timeScale(4, 165, [0, 1000], 6).ticks).toEqual([30, 60, 90, 120, 150]);
    expect(timeScale(0, 7 * 3600, [0, 1000], 4).ticks).toEqual([0, 7200, 14_400, 21_600]);
  });

  it('never has more ticks than fit, and all of them in the run', () => {
    fc.assert(
      fc.property(fc.nat(5000), fc.nat(50_000), fc.integer({min: 2, max: 20}), (from, length, most) => {
        const {ticks} = timeScale(from, from + length, [0, 1000], most);
        expect(ticks.length).toBeLessThanOrEqual(most + 1);
        expect(ticks.every(tick => tick >= from && tick <= from + length)).toBe(true);
      }),
    );
  });
});

function positive(): fc.Arbitrary<number> {
  return fc.double({min: 1e-6, max: 1e6, noNaN: true});
}
