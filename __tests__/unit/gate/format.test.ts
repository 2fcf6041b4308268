import fc from 'fast-check';
import {formatChange, formatLimit, formatReading, formatValue} from '../../../src/gate/format.js';
import type {Unit} from '../../../src/spec/objective.js';
import {anObjective} from '../../builders/an-objective.js';

describe('a number for people', () => {
  it.each<[number, Unit, string]>([
    [12.345, 's', '12.3 s'],
    [30, 's', '30 s'],
    [0.456, 's', '0.46 s'],
    [122.4, 's', '122 s'],
    [0, 's', '0 s'],
    [611.6, 'ms', '612 ms'],
    [3.14, 'ms', '3.1 ms'],
    [1, '%', '1%'],
    [29.703, '%', '29.7%'],
    [99.987, '%', '99.987%'],
    [99.5, '%', '99.5%'],
    [0.012, '%', '0.012%'],
    [100, '%', '100%'],
    [49.96, 'req/s', '50 req/s'],
    [3, 'count', '3'],
    [5, 'x', '5x'],
    [0.000079, '$/h', '$0.000079/h'],
    [12.5, '$', '$12.5'],
    [-0.5, '$', '-$0.5'],
  ])('%d of %s is %s', (value, unit, text) => {
    expect(formatValue(value, unit)).toBe(text);
  });

  it('never looks equal to a limit that it missed', () => {
    expect(formatValue(30.04, 's', 30)).toBe('30.04 s');
    expect(formatValue(500.2, 'ms', 500)).toBe('500.2 ms');
    expect(formatValue(30, 's', 30)).toBe('30 s');
    const number = fc.double({min: 0.001, max: 1000, noNaN: true});
    fc.assert(
      fc.property(number, number, fc.constantFrom<Unit>('s', 'ms', '%', 'count'), (value, limit, unit) => {
        fc.pre(Math.abs(value - limit) > 1e-6);
        expect(formatValue(value, unit, limit)).not.toBe(formatValue(limit, unit, value));
      }),
    );
  });

  it('says when it is only a bound, or none at all', () => {
    expect(formatReading({value: 5, bound: '>'}, 's')).toBe('> 5 s');
    expect(formatReading({value: null, bound: '='}, 's')).toBe('not measured');
  });
});

describe('a limit for people', () => {
  it.each([
    ['recovery <= 30s', '<= 30 s'],
    ['latency.p95 < 500ms', '< 500 ms'],
    ['availability >= 99.99%', '>= 99.99%'],
    ['restarts <= 0', '<= 0'],
    ['latency.p95 <= +25% vs baseline', '<= +25% vs baseline'],
    ['latency.p95 <= +50ms vs baseline', '<= +50 ms vs baseline'],
    ['errors <= +1pp vs baseline', '<= +1 pp vs baseline'],
    ['throughput >= -10% vs baseline', '>= -10% vs baseline'],
  ])('%s is %s', (text, limit) => {
    expect(formatLimit(anObjective(text))).toBe(limit);
  });

  it('has a sign in a change, also of nothing', () => {
    expect(formatChange(0, 'percent', 'ms')).toBe('+0%');
    expect(formatChange(-3.21, 'delta', '%')).toBe('-3.21 pp');
  });
});
