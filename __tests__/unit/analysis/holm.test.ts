import fc from 'fast-check';
import {holmLevels} from '../../../src/analysis/holm.js';

const rejects = (p: number, level: number) => p <= level;

describe("Holm's correction", () => {
  it('leaves a single test alone', () => {
    expect(holmLevels([0.5], 0.01, rejects)).toEqual([0.01]);
  });

  it('steps down from one rejected test to the next', () => {
    const levels = holmLevels([0.001, 0.0045, 0.9], 0.01, rejects);
    expect(levels[0]).toBeCloseTo(0.01 / 3);
    expect(levels[1]).toBeCloseTo(0.01 / 2);
    expect(levels[2]).toBeCloseTo(0.01);
  });

  it('stops at the first test that is not rejected', () => {
    const levels = holmLevels([0.004, 0.0045, 0.009], 0.01, rejects);
    for (const level of levels) expect(level).toBeCloseTo(0.01 / 3);
  });

  it('has nothing to say without tests', () => {
    expect(holmLevels([], 0.01, rejects)).toEqual([]);
  });

  it('rejects what the textbook does', () => {
    fc.assert(
      fc.property(fc.array(fc.double({min: 0, max: 0.03, noNaN: true}), {maxLength: 8}), values => {
        const levels = holmLevels(values, 0.01, rejects);
        expect(values.map((p, index) => rejects(p, levels[index]!))).toEqual(textbook(values, 0.01));
      }),
    );
  });
});

function textbook(values: readonly number[], alpha: number): boolean[] {
  const rejected = values.map(() => false);
  const order = values.map((_, index) => index).sort((a, b) => values[a]! - values[b]!);
  for (const [rank, index] of order.entries()) {
    if (values[index]! > alpha / (values.length - rank)) break;
    rejected[index] = true;
  }
  return rejected;
}
