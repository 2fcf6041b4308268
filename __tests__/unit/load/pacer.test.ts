import fc from 'fast-check';
import {constantPace} from '../../../src/load/pacer.js';

const rates = fc.double({min: 0.01, max: 20_000, noNaN: true});
const starts = fc.double({min: 0, max: 1e9, noNaN: true});

describe('constantPace', () => {
  it('intends request k at startAt + k × 1000 / rate', () => {
    const pacer = constantPace(500, 20);
    expect([0, 1, 2, 200].map(k => pacer.intendedAt(k))).toEqual([500, 550, 600, 10_500]);
  });

  it('has nothing due before its start and request 0 at its start', () => {
    const pacer = constantPace(500, 20);
    expect([499.999, 500, 549.999, 550].map(now => pacer.dueBy(now))).toEqual([0, 1, 1, 2]);
  });

  it('counts as due just the requests whose intended time has come, at every rate and time', () => {
    fc.assert(
      fc.property(rates, starts, fc.double({min: 0, max: 1e7, noNaN: true}), (rate, startAt, since) => {
        const pacer = constantPace(startAt, rate);
        const now = startAt + since;
        const due = pacer.dueBy(now);
        expect(pacer.intendedAt(due - 1)).toBeLessThanOrEqual(now);
        expect(pacer.intendedAt(due)).toBeGreaterThan(now);
      }),
    );
  });

  it('has request k due at the very time it is intended for, so that nothing drifts', () => {
    fc.assert(
      fc.property(rates, starts, fc.nat(10_000_000), (rate, startAt, k) => {
        const pacer = constantPace(startAt, rate);
        expect(pacer.dueBy(pacer.intendedAt(k))).toBeGreaterThanOrEqual(k + 1);
      }),
    );
  });
});
