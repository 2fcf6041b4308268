import fc from 'fast-check';
import {excessOf} from '../../../src/cost/excess.js';

const BASELINE = {rate: 10, rates: [9, 11, 10, 9, 11, 10, 9, 11, 10, 10]};
const times = (count: number, rate: number): number[] => Array.from({length: count}, () => rate);
const terms = {seconds: 1, faultWindows: 10, baseline: BASELINE};

describe('the excess of an incident', () => {
  it('is what was above the baseline’s rate, until the rate is back', () => {
    const excess = excessOf({...terms, rates: [...times(10, 46), ...times(20, 10)]});
    expect(excess).toMatchObject({above: expect.closeTo(0.1), below: 0, seconds: 10, isOver: true});
  });

  it('goes on after the fault for as long as the rate is up', () => {
    const excess = excessOf({...terms, rates: [...times(10, 46), ...times(10, 28), ...times(10, 10)]});
    expect(excess.above).toBeCloseTo(0.1 + 0.05);
    expect(excess).toMatchObject({seconds: 20, isOver: true});
  });

  it('earns no credit from an outage, and shows what it saved', () => {
    const excess = excessOf({...terms, rates: [...times(5, 0), ...times(5, 46), ...times(10, 10)]});
    expect(excess.above).toBeCloseTo(0.05);
    expect(excess.below).toBeCloseTo(-50 / 3600);
  });

  it('does not end with a dip during the fault', () => {
    const excess = excessOf({...terms, rates: [...times(8, 10), ...times(2, 46), ...times(10, 10)]});
    expect(excess.above).toBeCloseTo(0.02);
  });

  it('does not end while an outage burns less, and counts what comes after it', () => {
    const rates = [...times(10, 46), ...times(8, 0), ...times(4, 28), ...times(10, 10)];
    const excess = excessOf({...terms, outageWindows: 18, rates});
    expect(excess).toMatchObject({above: expect.closeTo(0.1 + 0.02, 9), seconds: 22, isOver: true});
    expect(excess.below).toBeCloseTo(-80 / 3600, 9);
  });

  it('is not over for good where reservations rise once more', () => {
    const baseline = {rate: 10, rates: times(30, 10)};
    const rates = [...times(20, 10), ...times(5, 40), ...times(10, 10)];
    expect(excessOf({...terms, baseline, rates})).toMatchObject({seconds: 25, isOver: true});
  });

  it('is over where the rate was back before a one-shot fault was watched for long enough', () => {
    const rates = [...times(5, 46), ...times(5, 10)];
    expect(excessOf({...terms, rates})).toMatchObject({seconds: 10, isOver: true});
  });

  it('says when the rate was not back at the end', () => {
    expect(excessOf({...terms, rates: times(30, 46)})).toMatchObject({above: expect.closeTo(0.3), isOver: false});
  });

  it('says what noise alone comes to', () => {
    const {above, noise} = excessOf({...terms, rates: [...BASELINE.rates, ...times(5, 10)]});
    expect(above).toBeCloseTo(3 / 3600);
    expect(noise).toBeCloseTo(3 / 3600);
  });

  it('counts windows that were not measured like the others', () => {
    const rates = times(10, 46).map((rate, index) => (index === 3 ? null : rate));
    expect(excessOf({...terms, rates: [...rates, ...times(10, 10)]}).above).toBeCloseTo(0.1);
  });

  it('copes with a baseline that never changes, as reservations do', () => {
    const baseline = {rate: 10, rates: times(30, 10)};
    expect(excessOf({...terms, baseline, rates: times(30, 10)})).toEqual({
      above: 0,
      below: 0,
      noise: 0,
      seconds: 10,
      isOver: true,
    });
  });

  it('copes with an incident of no length', () => {
    expect(excessOf({...terms, rates: []})).toMatchObject({above: 0, seconds: 0, isOver: false});
  });

  it('is never negative, and grows with the rate', () => {
    const rates = fc.array(fc.double({min: 0, max: 100, noNaN: true}), {minLength: 1, maxLength: 60});
    fc.assert(
      fc.property(rates, rates, fc.double({min: 0, max: 50, noNaN: true}), (incident, baseline, more) => {
        const rate = baseline.reduce((sum, one) => sum + one, 0) / baseline.length;
        const of = (some: number[]) =>
          excessOf({rates: some, seconds: 1, faultWindows: some.length, baseline: {rate, rates: baseline}});
        const {above, below, noise} = of(incident);
        expect(above).toBeGreaterThanOrEqual(0);
        expect(below).toBeLessThanOrEqual(0);
        expect(noise).toBeGreaterThanOrEqual(0);
        const signed = incident.reduce((sum, one) => sum + one - rate, 0) / 3600;
        expect(above + below).toBeCloseTo(signed, 9);
        expect(of(incident.map(one => one + more)).above).toBeGreaterThanOrEqual(above - 1e-12);
      }),
    );
  });
});
