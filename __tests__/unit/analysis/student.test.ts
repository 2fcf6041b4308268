import {normalQuantile, studentQuantile} from '../../../src/analysis/student.js';

const relativeError = (seen: number, expected: number) => Math.abs(seen / expected - 1);

describe("the quantile of Student's distribution", () => {
  // What tables print, with more digits: by bisection of mpmath's betainc, with 40 places.
  it.each([
    [1, 6.31375151468, 63.6567411629, 636.619248769],
    [2, 2.91998558035, 9.92484320092, 31.5990545764],
    [3, 2.3533634348, 5.84090930973, 12.9239786367],
    [5, 2.01504837333, 4.03214298356, 6.86882662588],
    [10, 1.81246112281, 3.16927267262, 4.5868938587],
    [30, 1.69726088659, 2.74999565357, 3.64595863504],
    [100, 1.66023432609, 2.62589052144, 3.39049131116],
  ])('with %d degrees of freedom is that of the tables', (degrees, ...expected) => {
    for (const [index, p] of [0.05, 0.005, 0.0005].entries())
      expect(relativeError(studentQuantile(p, degrees), -expected[index]!)).toBeLessThan(1e-8);
  });

  it('grows with every part of a degree of freedom, and with p', () => {
    const degrees = [1, 1.5, 2, 2.25, 2.5, 3, 4.5, 20, 20.5, 300];
    const byDegrees = degrees.map(each => studentQuantile(0.005, each));
    const byP = [1e-6, 0.0001, 0.005, 0.1, 0.3, 0.49].map(p => studentQuantile(p, 3.5));
    for (const quantiles of [byDegrees, byP]) expect(quantiles).toEqual([...quantiles].sort((a, b) => a - b));
    expect(new Set(byDegrees).size).toBe(degrees.length);
  });
});

describe('the quantile of the normal distribution', () => {
  it.each([
    [0.05, 1.644853627],
    [0.005, 2.575829304],
    [0.0005, 3.290526731],
  ])('at %d is that of the tables', (p, expected) => {
    expect(relativeError(normalQuantile(p), -expected)).toBeLessThan(1e-5);
  });
});
