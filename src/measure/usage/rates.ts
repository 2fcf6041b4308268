import type {Span} from '../measurements.js';
import type {ContainerUsage, UsageRecord, UsageSample} from './usage.js';

/** Which pods to count, by UID; all where it is left out. */
export interface PodFilter {
  pods?: ReadonlySet<string>;
}

type Known = Pick<UsageRecord, 'source' | 'containers' | 'reservations'>;

/**
 * CPU used within a span: differences of the counters, interpolated at its edges between neighbouring samples and not beyond them.
 * `coverage` is the part (0 to 1) of the containers' time in the span that lies between samples; the rest is unknown and not in the sum.
 */
export function cpuIn(record: Known, span: Span, filter: PodFilter = {}): {coreSeconds: number; coverage: number} {
  const {sum, coverage} = over(record, span, filter, ({samples}, {from, to}) =>
    Math.max(0, valueAt(samples, to, 'cpuSeconds') - valueAt(samples, from, 'cpuSeconds')),
  );
  return {coreSeconds: sum, coverage};
}

/** Memory held within a span, in bytes × seconds: the area below the samples' straight connections. `coverage` as in {@link cpuIn}. */
export function memoryIn(record: Known, span: Span, filter: PodFilter = {}): {byteSeconds: number; coverage: number} {
  const {sum, coverage} = over(record, span, filter, ({samples}, within) => areaOf(samples, within));
  return {byteSeconds: sum, coverage};
}

function over(
  {source, containers, reservations}: Known,
  span: Span,
  {pods}: PodFilter,
  measure: (container: ContainerUsage, within: Span) => number,
): {sum: number; coverage: number} {
  const lives = livesOf(reservations);
  let sum = 0;
  let expectedMs = 0;
  let coveredMs = 0;
  for (const container of containers) {
    if (pods !== undefined && !pods.has(container.podUid ?? '')) continue;
    const expected = lifeWithin(container, lives.get(container.podUid ?? ''), span);
    const {samples} = container;
    const covered = cut(span, {from: samples[0]?.at ?? span.to, to: samples.at(-1)?.at ?? span.from});
    // What was measured was there, whatever the watch said of it.
    expectedMs += Math.max(lengthOf(expected), lengthOf(covered));
    coveredMs += lengthOf(covered);
    if (lengthOf(covered) > 0) sum += measure(container, covered);
  }
  if (expectedMs === 0) return {sum, coverage: source === undefined ? 0 : 1};
  return {sum, coverage: coveredMs / expectedMs};
}

/** From when to when each pod lived, by UID. */
function livesOf(reservations: Known['reservations']): Map<string, Span> {
  const lives = new Map<string, Span>();
  for (const {uid, from, to = Number.POSITIVE_INFINITY} of reservations) {
    const known = lives.get(uid);
    lives.set(uid, {from: Math.min(from, known?.from ?? from), to: Math.max(to, known?.to ?? to)});
  }
  return lives;
}

function lifeWithin({startedAt, endedAt}: ContainerUsage, pod: Span | undefined, span: Span): Span {
  const life = {
    from: startedAt ?? pod?.from ?? Number.NEGATIVE_INFINITY,
    to: Math.min(endedAt ?? Number.POSITIVE_INFINITY, pod?.to ?? Number.POSITIVE_INFINITY),
  };
  return cut(span, life);
}

function cut(span: Span, by: Span): Span {
  return {from: Math.max(span.from, by.from), to: Math.min(span.to, by.to)};
}

function lengthOf({from, to}: Span): number {
  return Math.max(0, to - from);
}

/** The value at a moment between the first and the last sample. */
function valueAt(samples: readonly UsageSample[], at: number, field: 'cpuSeconds' | 'memoryBytes'): number {
  const after = Math.max(1, firstAfter(samples, at));
  const left = samples[Math.min(after, samples.length - 1) - 1] ?? samples[0]!;
  const right = samples[Math.min(after, samples.length - 1)]!;
  if (right.at === left.at) return right[field];
  const part = (at - left.at) / (right.at - left.at);
  return left[field] * (1 - part) + right[field] * part;
}

/** The index of the first sample after a moment, or their count. */
function firstAfter(samples: readonly UsageSample[], at: number): number {
  let low = 0;
  let high = samples.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (samples[middle]!.at <= at) low = middle + 1;
    else high = middle;
  }
  return low;
}

function areaOf(samples: readonly UsageSample[], {from, to}: Span): number {
  let area = 0;
  let at = from;
  let bytes = valueAt(samples, from, 'memoryBytes');
  for (let next = firstAfter(samples, from); at < to; next++) {
    const until = Math.min(to, samples[next]?.at ?? to);
    const then = valueAt(samples, until, 'memoryBytes');
    area += ((bytes + then) / 2) * ((until - at) / 1000);
    at = until;
    bytes = then;
  }
  return area;
}
