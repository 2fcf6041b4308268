import type {Span} from '../measurements.js';
import {isCoarse} from './lives.js';
import type {ContainerUsage, UsageRecord} from './usage.js';

/** The part of the containers' lives within a span that was measured, 0 to 1; 1 where none lived. */
interface Covered {
  coverage: number;
}

/** CPU that the containers used within a span, in core-seconds: differences of counters, linear between two samples. */
export function cpuIn(record: UsageRecord, span: Span): Covered & {coreSeconds: number} {
  return sumOver(
    record.containers,
    span,
    container => {
      const points = counterPoints(container, nearStart(record));
      return {points, area: (from, to) => valueAt(points, to) - valueAt(points, from)};
    },
    'coreSeconds',
  );
}

/** Memory in use within a span, in byte-seconds: the working set, linear between two samples. */
export function memoryIn(record: UsageRecord, span: Span): Covered & {byteSeconds: number} {
  return sumOver(
    record.containers,
    span,
    ({samples, startedAt}) => {
      const points = samples.map(({at, memoryBytes}) => ({at, value: memoryBytes}));
      const first = points[0];
      // From its start to the first reading a container holds about what it is first seen to hold.
      if (first !== undefined && isNearStart(startedAt, first.at, nearStart(record))) {
        points.unshift({at: startedAt, value: first.value});
      }
      return {points, area: (from, to) => trapezoid(points, from, to) / 1000};
    },
    'byteSeconds',
  );
}

interface Point {
  at: number;
  value: number;
}

interface Curve {
  points: readonly Point[];
  area: (from: number, to: number) => number;
}

function sumOver<K extends string>(
  containers: readonly ContainerUsage[],
  span: Span,
  curveOf: (container: ContainerUsage) => Curve,
  name: K,
): Covered & Record<K, number> {
  let total = 0;
  let measured = 0;
  let lived = 0;
  for (const container of containers) {
    const {points, area} = curveOf(container);
    const first = points[0]?.at ?? Number.POSITIVE_INFINITY;
    const from = Math.max(span.from, first);
    const to = Math.min(span.to, points.at(-1)?.at ?? Number.NEGATIVE_INFINITY);
    if (to > from) {
      total += area(from, to);
      measured += to - from;
    }
    const began = Math.max(span.from, container.startedAt ?? Math.min(first, span.to));
    lived += Math.max(0, Math.min(span.to, container.endedAt ?? span.to) - began);
  }
  const coverage = lived === 0 ? 1 : Math.min(1, measured / lived);
  return {[name]: total, coverage} as Covered & Record<K, number>;
}

/** A start longer before the first sample (ms) doesn't tell how the usage was spread in between: that time was not measured. */
const NEAR_START_MS = 5_000;
/** No longer than between two figures of a coarse source, which are joined by a line all the same. */
const COARSE_NEAR_START_MS = 20_000;

function nearStart({source}: UsageRecord): number {
  return isCoarse(source) ? COARSE_NEAR_START_MS : NEAR_START_MS;
}

function isNearStart(startedAt: number | undefined, first: number, near: number): startedAt is number {
  return startedAt !== undefined && startedAt < first && first - startedAt <= near;
}

/** A container's counter begins at 0 where its start is known and a sample follows soon. */
function counterPoints({samples, startedAt}: ContainerUsage, near: number): Point[] {
  const points = samples.map(({at, cpuSeconds}) => ({at, value: cpuSeconds}));
  const first = points[0];
  if (first !== undefined && isNearStart(startedAt, first.at, near)) points.unshift({at: startedAt, value: 0});
  return points;
}

/** The curve's value at a time within its points, linear between neighbours. */
function valueAt(points: readonly Point[], time: number): number {
  const index = firstNotBefore(points, time);
  const after = points[index];
  const before = points[index - 1];
  if (after === undefined) return points.at(-1)?.value ?? 0;
  if (before === undefined || after.at === time) return after.value;
  return before.value + ((after.value - before.value) * (time - before.at)) / (after.at - before.at);
}

/** The index of the first point at `time` or later; the number of points where there is none. Points are in ascending order. */
function firstNotBefore(points: readonly Point[], time: number): number {
  let low = 0;
  let high = points.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (points[middle]!.at < time) low = middle + 1;
    else high = middle;
  }
  return low;
}

function trapezoid(points: readonly Point[], from: number, to: number): number {
  const cuts = [from, ...points.map(point => point.at).filter(at => at > from && at < to), to];
  let area = 0;
  for (let index = 1; index < cuts.length; index++) {
    const [left, right] = [cuts[index - 1]!, cuts[index]!];
    area += ((valueAt(points, left) + valueAt(points, right)) / 2) * (right - left);
  }
  return area;
}
