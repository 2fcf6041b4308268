import type {Bar, Point} from './reduce.js';
import type {Scale} from './scales.js';

/** Where values are drawn. */
export interface Axes {
  x: Scale;
  y: Scale;
}

/** A line through the middles of the points’ seconds as an SVG path; where a point has no value, the line is cut. */
export function linePath(points: readonly Point[], {x, y}: Axes): string {
  return runsOf(points)
    .map(run => {
      const [first, ...rest] = run.map(({t, value}) => `${short(x.at(t + 0.5))} ${short(y.at(value))}`);
      return `M${first}${rest.length === 0 ? 'h.1' : `L${rest.join(' ')}`}`;
    })
    .join('');
}

/** The same in steps: a value holds until the next one. */
export function stepPath(points: readonly Point[], {x, y}: Axes): string {
  return runsOf(points)
    .map(run => {
      const steps = run.map(({t, value}, index) => {
        const height = short(y.at(value));
        if (index > 0 && short(y.at(run[index - 1]!.value)) === height) return '';
        return index === 0 ? `M${short(x.at(t))} ${height}` : `H${short(x.at(t))}V${height}`;
      });
      return `${steps.join('')}H${short(x.at(run.at(-1)!.t + 1))}`;
    })
    .join('');
}

/** A filled bar from the scale's 0 for each stretch of seconds whose value is above 0, at least so high that one can see it. */
export function barPath(bars: readonly Bar[], {x, y}: Axes): string {
  const ground = y.at(0);
  return bars
    .filter(({value}) => value > 0)
    .map(({from, to, value}) => {
      const top = Math.min(y.at(value), ground - LEAST_BAR);
      return `M${short(x.at(from))} ${short(ground)}V${short(top)}H${short(x.at(to))}V${short(ground)}`;
    })
    .join('');
}

/** A coordinate, with one decimal at most. */
export function short(coordinate: number): string {
  return String(Math.round(coordinate * 10) / 10);
}

const LEAST_BAR = 3;

interface Known {
  t: number;
  value: number;
}

/** The stretches in which every point has a value. */
function runsOf(points: readonly Point[]): Known[][] {
  const runs: Known[][] = [];
  let run: Known[] = [];
  for (const {t, value} of points) {
    if (value === null) run = [];
    else {
      if (run.length === 0) runs.push(run);
      run.push({t, value});
    }
  }
  return runs;
}
