import fc from 'fast-check';
import {
  formatBeside,
  formatChange,
  formatDuration,
  formatIncrease,
  formatLimit,
  formatMeasured,
  formatNumber,
} from '../../../src/report/format.js';
import type {Unit} from '../../../src/spec/objective.js';

const UNITS: Unit[] = ['s', 'ms', '%', 'req/s', 'count', '$/h', '$', 'x'];

describe('formatNumber', () => {
  it.each<[number, Unit, string]>([
    [12.345, 's', '12.3 s'],
    [9, 's', '9 s'],
    [0.42, 's', '0.42 s'],
    [0.0123, 's', '12 ms'],
    [0.00001, 's', '0 s'],
    [122.4, 's', '122 s'],
    [480.4, 'ms', '480 ms'],
    [9.314, 'ms', '9.31 ms'],
    [12_345, 'ms', '12.3 s'],
    [0.4, '%', '0.4 %'],
    [0.0431, '%', '0.043 %'],
    [27.64, '%', '27.6 %'],
    [99.985, '%', '99.985 %'],
    [100, '%', '100 %'],
    [49.98, 'req/s', '50 req/s'],
    [12_345, 'count', '12,345'],
    [0.0117041, '$/h', '$0.0117/h'],
    [0.000079, '$/h', '$0.000079/h'],
    [-1.5, '$', '-$1.5'],
    [148.2, 'x', '148×'],
    [-0, 's', '0 s'],
    [Number.NaN, 'ms', 'not measured'],
  ])('shows %d in %s as %s', (value, unit, text) => {
    expect(formatNumber(value, unit)).toBe(text);
  });

  it('never shows what people can’t read: NaN, -0, exponents', () => {
    fc.assert(
      fc.property(fc.double(), fc.constantFrom(...UNITS), (value, unit) => {
        expect(formatNumber(value, unit)).not.toMatch(/NaN|Infinity|∞|-\$?0(?![.\d])|e[+-]?\d/);
      }),
    );
  });
});

describe('formatMeasured', () => {
  it('says when a value lies beyond the number, and when there is none', () => {
    expect(formatMeasured({value: 60, bound: '>'}, 's')).toBe('> 60 s');
    expect(formatMeasured({value: null, bound: '='}, 's')).toBe('not measured');
  });
});

describe('formatBeside', () => {
  it('shows as many digits as it takes to see on which side of its limits a value lies', () => {
    expect(formatBeside({value: 30.04, bound: '='}, [30], 's')).toBe('30.04 s');
    expect(formatBeside({value: 500.4, bound: '='}, [500], 'ms')).toBe('500.4 ms');
    expect(formatBeside({value: 12.345, bound: '='}, [30, 15], 's')).toBe('12.3 s');
    expect(formatBeside({value: 30, bound: '='}, [30], 's')).toBe('30 s');
  });
});

describe('formatLimit', () => {
  it('shows a limit as people write it', () => {
    expect(formatLimit({operator: '<=', kind: 'absolute', value: 30}, 's')).toBe('≤ 30 s');
    expect(formatLimit({operator: '>=', kind: 'absolute', value: 99.995}, '%')).toBe('≥ 99.995 %');
    expect(formatLimit({operator: '<', kind: 'percent', value: 25, versus: 'baseline'}, 'ms')).toBe(
      '< +25 % vs baseline',
    );
    expect(formatLimit({operator: '<=', kind: 'delta', value: 1, versus: 'idle'}, '%')).toBe('≤ +1 pp vs idle');
    expect(formatLimit({operator: '>', kind: 'delta', value: -50}, 'req/s')).toBe('> -50 req/s');
  });
});

describe('formatIncrease', () => {
  const from = (value: number | null) => ({value, bound: '='}) as const;

  it.each([
    ['a rise in percent', 12.6, 9.31, 'ms', '+35 %'],
    ['a fall in percent', 25, 50, 'req/s', '-50 %'],
    ['a factor from ten times on', 480, 9.31, 'ms', '×52'],
    ['points of a percentage', 0.42, 0.02, '%', '+0.4 pp'],
    ['a difference where the baseline is zero', 3, 0, 'ms', '+3 ms'],
    ['nothing to see', 9.31, 9.31, 'ms', '0 %'],
    ['no value', null, 9.31, 'ms', '–'],
    ['no baseline', 9.31, null, 'ms', '–'],
  ] as const)('shows %s', (_, value, baseline, unit, text) => {
    expect(formatIncrease(from(value), from(baseline), unit)).toBe(text);
  });

  it('says that it is more where the value lies beyond its number', () => {
    expect(formatIncrease({value: 10_000, bound: '>'}, from(10), 'ms')).toBe('> ×1,000');
  });
});

describe('formatChange', () => {
  it('gives a difference its sign', () => {
    expect(formatChange(12.34, 'percent')).toBe('+12 %');
    expect(formatChange(-0.5, '%')).toBe('-0.5 pp');
    expect(formatChange(50, 'ms')).toBe('+50 ms');
  });
});

describe('formatDuration', () => {
  it.each([
    [4.23, '4.2 s'],
    [60, '1 min'],
    [192, '3 min 12 s'],
    [3840, '1 h 4 min'],
  ])('shows %d seconds as %s', (seconds, text) => {
    expect(formatDuration(seconds)).toBe(text);
  });
});
