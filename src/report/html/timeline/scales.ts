/** A way from values to coordinates, and the values worth a line in the grid. */
export interface Scale {
  at(value: number): number;
  ticks: readonly number[];
}

/** Coordinates of the lowest and of the highest value. */
export type Extent = readonly [low: number, high: number];

/** From 0 to the next round number above `most`, with about `count` steps of 1, 2 or 5 times a power of ten. */
export function linearScale(most: number, [low, high]: Extent, {count = 3, least = 0} = {}): Scale {
  const step = Math.max(least, roundStep((most > 0 ? most : 1) / count));
  const steps = Math.max(1, Math.ceil(most / step - ROUNDING));
  const ticks = Array.from({length: steps + 1}, (_, index) => tidy(index * step));
  const top = steps * step;
  return {at: value => low + ((high - low) * value) / top, ticks};
}

/** From the power of ten below `least` to that above `most`; both must be above 0. */
export function logScale(least: number, most: number, [low, high]: Extent): Scale {
  const first = Math.floor(Math.log10(least) + ROUNDING);
  const last = Math.max(first + 1, Math.ceil(Math.log10(most) - ROUNDING));
  const ticks = Array.from({length: last - first + 1}, (_, index) => tidy(10 ** (first + index)));
  return {at: value => low + ((high - low) * (Math.log10(value) - first)) / (last - first), ticks};
}

/** Seconds over a stretch of time, with ticks at round times: as many as fit. */
export function timeScale(from: number, to: number, [low, high]: Extent, most: number): Scale {
  const length = Math.max(1, to - from);
  const step = TIME_STEPS.find(seconds => length / seconds <= most) ?? Math.ceil(length / most / 3600) * 3600;
  const first = Math.ceil(from / step);
  const count = Math.max(0, Math.floor(to / step) - first + 1);
  const ticks = Array.from({length: count}, (_, index) => (first + index) * step);
  return {at: value => low + ((high - low) * (value - from)) / length, ticks};
}

const TIME_STEPS = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600];
const ROUNDING = 1e-9;

function roundStep(raw: number): number {
  const power = 10 ** Math.floor(Math.log10(raw));
  return power * ([1, 2, 5, 10].find(factor => factor * power >= raw * (1 - ROUNDING)) ?? 10);
}

/** Without what floating point adds: 0.30000000000000004 is 0.3. */
function tidy(value: number): number {
  return Number(value.toPrecision(12));
}
