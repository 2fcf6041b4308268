import {formatNumber} from '../../format.js';
import type {Series} from '../../schema/phase.js';
import {type Markup, markup} from '../markup.js';
import {type Axes, barPath, linePath, short, stepPath} from './paths.js';
import {type Bar, highestBars, reducePoints} from './reduce.js';
import {type Extent, linearScale, logScale, type Scale} from './scales.js';

/** One of the curves below each other. */
export interface Lane {
  title: string;
  /** What the colours are, where there are several. */
  legend: readonly {name: string; style: string}[];
  scale(extent: Extent): Scale;
  tick(value: number): string;
  /** At most `points` points of a line. */
  draw(axes: Axes, points: number): Markup;
}

/** The lanes of a run; those of which nothing was measured are left out. */
export function lanesOf(series: Series): Lane[] {
  return [requestsLane, latencyLane, podsLane, costLane].flatMap(lane => lane(series) ?? []);
}

function requestsLane({t, rate, ok, errors}: Series): Lane | undefined {
  if (t.length === 0) return undefined;
  const failed = errors.some(count => count > 0);
  return {
    title: 'Requests per second',
    legend: [
      {name: 'succeeded', style: 'ok'},
      {name: failed ? 'failed' : 'none failed', style: failed ? 'bad' : 'muted'},
    ],
    scale: extent => linearScale(highest(rate), extent, {count: 2, least: 1}),
    tick: value => formatNumber(value, 'count'),
    draw: (axes, points) => {
      const line = stepPath(reducePoints(t, ok, points), axes);
      return markup`<path class="bad bar" d="${barPath(highestBars(t, errors, points), axes)}"/><path class="ok line" d="${line}"/>`;
    },
  };
}

/** Latencies over more than a decade need a logarithmic scale to be seen at all. */
function latencyLane({t, rate, p95}: Series): Lane | undefined {
  const known = p95.filter(value => value !== null);
  if (known.length === 0) return undefined;
  const least = Math.max(
    0.01,
    known.reduce((a, b) => Math.min(a, b)),
  );
  const most = highest(known);
  const isWide = most > 10 * least;
  const reached = t.map((_, index) => (p95[index] === null && (rate[index] ?? 0) > 0 ? 1 : 0));
  const isReached = reached.some(value => value > 0);
  return {
    title: `Latency, p95${isWide ? ' (logarithmic)' : ''}`,
    legend: isReached ? [{name: 'reached by failures', style: 'bad'}] : [],
    scale: extent => (isWide ? logScale(least, most, extent) : linearScale(most, extent, {count: 2})),
    tick: value => (value < 1000 ? formatNumber(value, 'ms') : formatNumber(value / 1000, 's')),
    draw: (axes, points) => {
      const drawn = p95.map(value => (value === null ? null : Math.max(value, LEAST_MS)));
      const line = linePath(reducePoints(t, drawn, points), axes);
      return markup`<path class="latency line" d="${line}"/><path class="bad mark" d="${topMarks(highestBars(t, reached, points), axes)}"/>`;
    },
  };
}

/** Below this, latencies are drawn as this: a logarithmic scale has no 0. */
const LEAST_MS = 0.01;

/** Marks at the upper edge, for values beyond all scales. */
function topMarks(bars: readonly Bar[], {x, y}: Axes): string {
  const top = short(y.at(y.ticks.at(-1)!));
  return bars
    .flatMap(({from, to, value}) => (value > 0 ? [`M${short(x.at(from))} ${top}H${short(x.at(to))}`] : []))
    .join('');
}

function podsLane({t, ready}: Series): Lane | undefined {
  const known = ready.filter(count => count !== null);
  if (known.length === 0) return undefined;
  return {
    title: 'Pods in service',
    legend: [],
    scale: extent => linearScale(highest(known), extent, {count: 2, least: 1}),
    tick: value => formatNumber(value, 'count'),
    draw: (axes, points) => markup`<path class="pods line" d="${stepPath(reducePoints(t, ready, points), axes)}"/>`,
  };
}

function costLane({t, cost, costRequest}: Series): Lane | undefined {
  const known = [...cost, ...costRequest].filter(rate => rate !== null);
  if (known.length === 0) return undefined;
  return {
    title: 'Cost per hour',
    legend: [
      {name: 'in use', style: 'cost'},
      {name: 'reserved', style: 'reserved'},
    ],
    scale: extent => linearScale(highest(known), extent, {count: 2}),
    tick: value => formatNumber(value, '$'),
    draw: (axes, points) =>
      markup`<path class="reserved line" d="${stepPath(reducePoints(t, costRequest, points), axes)}"/><path class="cost line" d="${linePath(reducePoints(t, cost, points), axes)}"/>`,
  };
}

function highest(values: readonly number[]): number {
  return values.reduce((most, value) => Math.max(most, value), 0);
}
