import fc from 'fast-check';
import {type Claim, splitExcess} from '../../../../src/cost/causes/split-excess.js';
import {excessOf} from '../../../../src/cost/excess.js';

const HOUR = 3600;

/** A claim that is the same in every window, in $/h. */
function claim(cause: Claim['cause'], rate: number): Claim {
  return {cause, dollars: ({from, to}) => (rate * (to - from)) / 1000 / HOUR};
}

function split(rates: (number | null)[], claims: Claim[], usual = 10) {
  return splitExcess({rates, from: 0, seconds: 1, counted: rates.length, usual}, claims);
}

describe('the split of an excess', () => {
  it('gives each cause what those before it left, and the rest to none', () => {
    const {dollars} = split([46], [claim('start-up', 10), claim('retries', 20), claim('failed', 0)]);
    expect([...dollars].map(([cause, amount]) => [cause, Math.round(amount * HOUR)])).toEqual([
      ['start-up', 10],
      ['retries', 20],
      ['failed', 0],
      ['unexplained', 6],
    ]);
  });

  it('assigns no more than there is', () => {
    const {dollars} = split([16], [claim('start-up', 4), claim('injected', Number.POSITIVE_INFINITY)]);
    expect(dollars.get('start-up')! * HOUR).toBeCloseTo(4);
    expect(dollars.get('injected')! * HOUR).toBeCloseTo(2);
    expect(dollars.get('unexplained')).toBe(0);
  });

  it('gives what was saved to no cause', () => {
    const {dollars, saved} = split([4, 10], [claim('start-up', 4)]);
    expect(saved * HOUR).toBeCloseTo(-6);
    expect([...dollars.values()]).toEqual([0, 0]);
  });

  it('has nothing where nothing is known', () => {
    expect(split([null, null], [claim('start-up', 4)]).saved).toBe(0);
  });

  it('adds up to the excess of the same windows, whatever the claims', () => {
    const rate = fc.option(fc.double({min: 0, max: 100, noNaN: true}), {freq: 8, nil: null});
    const claimed = fc.oneof(fc.double({min: 0, max: 200, noNaN: true}), fc.constant(Number.POSITIVE_INFINITY));
    fc.assert(
      fc.property(
        fc.array(rate, {minLength: 1, maxLength: 60}),
        fc.array(claimed, {minLength: 3, maxLength: 3}),
        fc.double({min: 0, max: 50, noNaN: true}),
        fc.constantFrom(1, 15),
        (rates, [a = 0, b = 0, c = 0], usual, seconds) => {
          const baseline = {rate: usual, rates: [usual]};
          const excess = excessOf({rates, seconds, faultWindows: Math.ceil(rates.length / 2), baseline});
          const counted = Math.round(excess.seconds / seconds);
          const claims = [claim('start-up', a), claim('retries', b), claim('injected', c)];
          const {dollars, saved} = splitExcess({rates, from: 7, seconds, counted, usual}, claims);
          const sum = [...dollars.values()].reduce((all, one) => all + one, 0);
          expect(sum).toBeCloseTo(excess.above, 9);
          expect(saved).toBeCloseTo(excess.below, 9);
          expect(Math.min(...dollars.values())).toBeGreaterThanOrEqual(0);
        },
      ),
    );
  });
});
