import {runsPerMonth} from '../../../../src/cost/reserved/cron.js';
import {toNumber} from '../../../../src/cost/reserved/exact.js';

const DAYS = 730 / 24;
const runs = (schedule: string): number | undefined => {
  const found = runsPerMonth(schedule);
  return found && toNumber(found);
};

describe('how often a schedule comes in a month of 730 hours', () => {
  it.each([
    ['0 2 * * *', DAYS],
    ['*/5 * * * *', 12 * 730],
    ['@hourly', 730],
    ['@daily', DAYS],
    ['0 0 * * 0', DAYS / 7],
    ['0 9-17 * * mon-fri', (9 * DAYS * 5) / 7],
    ['0 0 1 * *', (DAYS * 4800) / 146_097],
    ['0 0 29 2 *', (DAYS * 97) / 146_097],
    ['15,45 8/4 * * *', 2 * 4 * DAYS],
    ['@every 30m', 1460],
  ])('%s', (schedule, expected) => expect(runs(schedule)).toBeCloseTo(expected, 5));

  it('takes either day where both are limited, as cron does', () => {
    const either = runs('0 0 13 * fri')!;
    const fridays = runs('0 0 * * fri')!;
    const thirteenths = runs('0 0 13 * *')!;
    expect(either).toBeGreaterThan(fridays);
    expect(either).toBeLessThan(fridays + thirteenths);
  });

  it.each(['', '* * * *', '61 * * * *', '0 0 * * 9', '5-1 * * * *', '*/0 * * * *', '@often', '0 0 L * *'])(
    'is not known of %p',
    schedule => expect(runsPerMonth(schedule)).toBeUndefined(),
  );
});
