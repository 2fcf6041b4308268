import fc from 'fast-check';
import type {z} from 'zod';
import {formatDuration} from '../../../src/spec/duration.js';
import {durationSchema, portionSchema, rateSchema, someTimeSchema} from '../../../src/spec/quantities.js';

function refusal(schema: z.ZodType, value: unknown): string {
  const result = schema.safeParse(value);
  if (result.success) throw new Error(`${String(value)} was taken as ${String(result.data)}`);
  return result.error.issues.map(issue => issue.message).join('; ');
}

describe('durations', () => {
  it.each([
    ['500ms', 500],
    ['30s', 30_000],
    ['2m', 120_000],
    ['1m30s', 90_000],
    ['1h', 3_600_000],
    ['1h30m', 5_400_000],
    ['0s', 0],
    ['1.5m', 90_000],
    ['1.1m', 66_000],
    ['1s500ms', 1_500],
    ['24h', 86_400_000],
  ])('%s is %d ms', (text, ms) => {
    expect(durationSchema.parse(text)).toBe(ms);
  });

  it.each([[30], [0], [4.5]])('the number %d is told to bring a unit', value => {
    expect(refusal(durationSchema, value)).toBe('write the unit, such as 30s');
  });

  it.each([
    ['30'],
    ['4,5s'],
    [''],
    ['s'],
    ['30s1m'],
    ['1m1m'],
    ['1..5s'],
    ['.5s'],
    ['30 s'],
    ['1e3s'],
    ['NaNs'],
    ['5d'],
  ])('%j is refused', text => {
    expect(refusal(durationSchema, text)).toMatch(/^allowed is a duration such as 30s, 500ms, 2m or 1m30s/);
  });

  it.each([
    ['30 sec', '30s'],
    ['2min', '2m'],
    ['4,5s', '4.5s'],
    ['1 HOUR', '1h'],
    ['500 milliseconds', '500ms'],
  ])('%s is understood as %s', (text, meant) => {
    expect(refusal(durationSchema, text)).toContain(`(did you mean ${meant}?)`);
  });

  it('refuses a negative one and one longer than a day', () => {
    expect(refusal(durationSchema, '-5s')).toMatch(/without a sign$/);
    expect(refusal(durationSchema, '25h')).toBe('25h is longer than 24h, the longest allowed');
    expect(refusal(durationSchema, `${'9'.repeat(400)}h`)).toContain('is longer than 24h');
  });

  it('refuses 0s only where time has to pass', () => {
    expect(someTimeSchema.parse('1ms')).toBe(1);
    expect(refusal(someTimeSchema, '0s')).toBe('it must be longer than 0s');
  });

  it('read what they are formatted as, for every number of milliseconds up to a day', () => {
    fc.assert(
      fc.property(fc.integer({min: 0, max: 86_400_000}), ms => {
        expect(durationSchema.parse(formatDuration(ms))).toBe(ms);
      }),
    );
  });

  it.each([
    [0, '0s'],
    [0.5, '0.5ms'],
    [999.9999, '1s'],
    [59_999.9, '1m'],
    [1_500, '1.5s'],
    [3_600_000, '1h'],
    [90_000, '1m30s'],
  ])('%d ms is shown as %s', (ms, text) => {
    expect(formatDuration(ms)).toBe(text);
  });
});

describe('percentages', () => {
  it('are read as percent', () => {
    expect(['0%', '1%', '0.5%', '100%'].map(text => portionSchema.parse(text))).toEqual([0, 1, 0.5, 100]);
  });

  it('need their sign, and end at 100%', () => {
    expect(refusal(portionSchema, 1)).toBe('write the unit, such as 5%');
    expect(refusal(portionSchema, '101%')).toBe('101% is more than 100%');
    expect(refusal(portionSchema, '1 %')).toContain('(did you mean 1%?)');
    expect(refusal(portionSchema, '-1%')).toContain('without a sign');
  });
});

describe('rates', () => {
  it('are read as requests per second', () => {
    expect(['50/s', '3000/m', '0.5/s', '20000/s'].map(text => rateSchema.parse(text))).toEqual([50, 50, 0.5, 20_000]);
  });

  it('need a unit, and lie above 0 and up to 20,000/s', () => {
    expect(refusal(rateSchema, 50)).toBe('write the unit, such as 50/s');
    expect(refusal(rateSchema, '50/sec')).toContain('(did you mean 50/s?)');
    expect(refusal(rateSchema, '50rps')).toContain('(did you mean 50/s?)');
    expect(refusal(rateSchema, '0/s')).toContain('a rate above 0/s');
    expect(refusal(rateSchema, '20001/s')).toContain('more than 20000/s');
  });
});

describe('any text', () => {
  it('is either taken as a finite number or refused, never both and never NaN', () => {
    const texts = fc.oneof(fc.string(), fc.stringMatching(/^[\d.,]{0,6} ?(ms|s|m|h|%|\/s|\/m)?$/));
    fc.assert(
      fc.property(texts, text => {
        for (const schema of [durationSchema, portionSchema, rateSchema]) {
          const result = schema.safeParse(text);
          expect(result.success ? Number.isFinite(result.data) : result.error.issues.length > 0).toBe(true);
        }
      }),
    );
  });
});
