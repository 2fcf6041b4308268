import {seededRandom} from '../../../src/analysis/random.js';
import {slowNoise} from '../../../src/analysis/slow-noise.js';

const noise = (random: () => number): number => random() + random() + random() - 1.5;

/** An AR(1) series: each value is `phi` of the last one, and noise. */
function wandering(phi: number, length: number, random = seededRandom(11)): number[] {
  let value = 0;
  return Array.from({length}, () => {
    value = phi * value + noise(random);
    return value;
  });
}

describe('slowNoise', () => {
  it('is hardly any where neighbours have nothing to do with each other', () => {
    const series = wandering(0, 2000);
    expect(slowNoise(series, 4, series)).toBeGreaterThanOrEqual(1);
    expect(slowNoise(series, 4, series)).toBeLessThan(1.05);
  });

  it('is hardly any where the level wanders and the series does not', () => {
    const random = seededRandom(5);
    const factors = Array.from({length: 200}, () =>
      slowNoise(
        Array.from({length: 60}, () => noise(random)),
        4,
        wandering(0.8, 60, random),
      ),
    ).sort((a, b) => a - b);
    expect(factors[100]).toBeLessThan(1.05);
    expect(factors[180]).toBeLessThan(1.3);
  });

  it('is as much of the level as the series has', () => {
    const level = wandering(0.8, 5000);
    const random = seededRandom(5);
    const deviation = Math.sqrt(1 / (1 - 0.8 ** 2));
    // As much variance of white noise as of the level: (9 + 1) ÷ (3.096 + 1).
    const half = level.map(value => value + deviation * noise(random));
    expect(slowNoise(half, 4, level)).toBeCloseTo(Math.sqrt(10 / 4.096), 1);
  });

  it('is what blocks of an AR(1) series do not see', () => {
    const series = wandering(0.8, 5000);
    // The long-run variance is 9 times that of a value, of which blocks of 4 see 1 + 2 (¾ φ + ½ φ² + ¼ φ³) = 3.1.
    expect(slowNoise(series, 4, series)).toBeCloseTo(Math.sqrt(9 / 3.096), 1);
    expect(slowNoise(series, 200, series)).toBeLessThan(1.05);
  });

  it('is found by the level where the series itself hides it', () => {
    const level = wandering(0.8, 5000);
    const random = seededRandom(5);
    const hidden = level.map(value => value + 3 * noise(random));
    expect(slowNoise(hidden, 4, level)).toBeGreaterThan(slowNoise(hidden, 4, hidden) + 0.1);
  });

  it('is none of a level that swings, and none where nothing varies or there is one block', () => {
    const swinging = Array.from({length: 60}, (_, index) => index % 2);
    expect(slowNoise(swinging, 4, swinging)).toBe(1);
    expect(slowNoise([3, 3, 3, 3], 2, [3, 3, 3, 3])).toBe(1);
    expect(slowNoise([1, 2], 2, [1, 2])).toBe(1);
    expect(slowNoise([], 1, [])).toBe(1);
  });
});
