/** One point of a line; null where there is none to draw. */
export interface Point {
  t: number;
  value: number | null;
}

/**
 * At most `most` points that look like all of them: where there are more, each stretch of time is drawn by its lowest and its highest value,
 * in their order, so that no peak is lost. `most` is at least 2.
 */
export function reducePoints(times: readonly number[], values: readonly (number | null)[], most: number): Point[] {
  const points = times.map((t, index) => ({t, value: values[index] ?? null}));
  return points.length <= most ? points : stretches(points, Math.floor(most / 2)).flatMap(extremes);
}

/** A stretch of time with a value. */
export interface Bar {
  from: number;
  to: number;
  value: number;
}

/** At most `most` stretches of seconds, each with its highest value; neighbours of one value are one. */
export function highestBars(times: readonly number[], values: readonly number[], most: number): Bar[] {
  const bars: Bar[] = [];
  for (const seconds of stretches([...times.keys()], most)) {
    const value = seconds.reduce((highest, second) => Math.max(highest, values[second] ?? 0), 0);
    const to = times[seconds.at(-1)!]! + 1;
    const last = bars.at(-1);
    if (last?.value === value) last.to = to;
    else bars.push({from: times[seconds[0]!]!, to, value});
  }
  return bars;
}

/** Cuts the items into at most `count` stretches of about one length, in order and none of them empty. */
export function stretches<T>(items: readonly T[], count: number): T[][] {
  const actual = Math.min(count, items.length);
  return Array.from({length: actual}, (_, index) =>
    items.slice(Math.floor((index * items.length) / actual), Math.floor(((index + 1) * items.length) / actual)),
  );
}

function extremes(points: readonly Point[]): Point[] {
  const known = points.filter(({value}) => value !== null);
  if (known.length === 0) return points.slice(0, 1);
  const by = (better: (a: number, b: number) => boolean): Point =>
    known.reduce((best, point) => (better(point.value!, best.value!) ? point : best));
  const ends = [by((a, b) => a < b), by((a, b) => a > b)].sort((a, b) => a.t - b.t);
  return ends[0] === ends[1] ? ends.slice(1) : ends;
}
