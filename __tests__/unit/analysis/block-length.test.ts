import {blockLength} from '../../../src/analysis/block-length.js';
import {seededRandom} from '../../../src/analysis/random.js';

/** An AR(1) series: each value is `phi` of the last one, and noise. */
function wandering(phi: number, length: number): number[] {
  const random = seededRandom(11);
  let value = 0;
  return Array.from({length}, () => {
    value = phi * value + random() + random() + random() - 1.5;
    return value;
  });
}

describe('blockLength', () => {
  it('is the least where neighbours have nothing to do with each other', () => {
    expect(blockLength(wandering(0, 60))).toBe(4);
    expect(blockLength(wandering(0, 1000))).toBeLessThanOrEqual(12);
  });

  it('grows with the correlation', () => {
    const lengths = [0, 0.5, 0.8, 0.95].map(phi => blockLength(wandering(phi, 2000)));
    expect(lengths).toEqual([...lengths].sort((a, b) => a - b));
    // (6^0.5 φ ÷ (1 − φ²))^(2/3) n^(1/3) for the circular bootstrap of AR(1): some 39.
    expect(lengths[2]).toBeGreaterThan(25);
    expect(lengths[2]).toBeLessThan(60);
  });

  it('is a third of the series at most, and 1 at least', () => {
    expect(blockLength(Array.from({length: 64}, (_, index) => index % 2))).toBe(21);
    expect(blockLength([5])).toBe(1);
    expect(blockLength([])).toBe(1);
  });

  it('is the least where nothing varies', () => {
    expect(blockLength(Array.from({length: 27}, () => 4))).toBe(3);
  });
});
