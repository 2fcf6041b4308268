import fc from 'fast-check';
import {pick, seededRandom} from '../../../src/chaos/random.js';

describe('pick', () => {
  it('gives the same choice for the same seed and different items always', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.integer(), {maxLength: 30}), fc.nat(40), fc.nat(), (items, count, seed) => {
        const chosen = pick(items, count, seededRandom(seed));
        expect(chosen).toEqual(pick(items, count, seededRandom(seed)));
        expect(new Set(chosen).size).toBe(Math.min(count, items.length));
        expect(chosen.every(item => items.includes(item))).toBe(true);
      }),
    );
  });

  it('chooses each of five pods about equally often', () => {
    const counts = [0, 0, 0, 0, 0];
    for (let seed = 0; seed < 5000; seed++) counts[pick([0, 1, 2, 3, 4], 1, seededRandom(seed))[0]!]!++;
    expect(Math.min(...counts)).toBeGreaterThan(880); // 1000 ± 4 standard deviations
    expect(Math.max(...counts)).toBeLessThan(1120);
  });
});
