import {barPath, linePath, stepPath} from '../../../../../src/report/html/timeline/paths.js';
import type {Scale} from '../../../../../src/report/html/timeline/scales.js';

const x: Scale = {at: t => 10 * t, ticks: []};
const y: Scale = {at: value => 100 - value, ticks: []};
const points = (...values: (number | null)[]) => values.map((value, t) => ({t, value}));

describe('a line', () => {
  it('goes through the middles of the seconds', () => {
    expect(linePath(points(1, 2.5), {x, y})).toBe('M5 99L15 97.5');
  });

  it('is cut where there is no value, and a lone value is a dot', () => {
    expect(linePath(points(1, 2, null, 3), {x, y})).toBe('M5 99L15 98M35 97h.1');
    expect(linePath(points(null), {x, y})).toBe('');
  });
});

describe('steps', () => {
  it('hold until the next value, and to the end of the last second', () => {
    expect(stepPath(points(2, 2, 1), {x, y})).toBe('M0 98H20V99H30');
  });

  it('end where there is no value', () => {
    expect(stepPath(points(2, null, 1), {x, y})).toBe('M0 98H10M20 99H30');
  });
});

describe('bars', () => {
  it('can be seen however small the value is; none stands for nothing', () => {
    const bars = [0, 50, 0.2].map((value, from) => ({from, to: from + 1, value}));
    expect(barPath(bars, {x, y})).toBe('M10 100V50H20V100M20 100V97H30V100');
  });
});
