import type {Span} from '../measurements.js';
import {cpuIn, memoryIn} from './rates.js';
import type {ContainerUsage, UsageRecord} from './usage.js';

/** How much of a fault's begin, and of the time before it, is compared (ms). */
const LOOK_MS = 10_000;
/** A pod that began later before it than this (ms) tells nothing. */
const LEAST_MS = 3_000;
/** Less measured than this says nothing. */
const COVERAGE = 0.8;

/** What a fault may move, and by how much it moves by itself: half of it, or `noise` where that is more. */
interface Quantity {
  noise: number;
  /** The sum over a span (ms) in `unit` seconds. */
  over: (record: UsageRecord, span: Span) => {total: number; coverage: number};
  words: (now: number, before: number) => string;
}

const NOISE_PART = 0.5;

const QUANTITIES = {
  cpu: {
    noise: 0.1,
    over: (record, span) => {
      const {coreSeconds, coverage} = cpuIn(record, span);
      return {total: coreSeconds, coverage};
    },
    words: (now, before) => `used ${now.toFixed(2)} cores, and ${before.toFixed(2)} before`,
  },
  memory: {
    noise: 8 * 2 ** 20,
    over: (record, span) => {
      const {byteSeconds, coverage} = memoryIn(record, span);
      return {total: byteSeconds, coverage};
    },
    words: (now, before) => `held ${mebibytes(now)} MiB, and ${mebibytes(before)} before`,
  },
} satisfies Record<string, Quantity>;

/**
 * The first of these pods (of all where none is named) whose usage a fault moved by more than its noise: a sentence, and the
 * fault's begin.
 */
export function usageEffect(
  record: UsageRecord,
  of: keyof typeof QUANTITIES,
  {uids, requestedAt, fault}: {uids: readonly string[]; requestedAt: number; fault: Span},
): {what: string; at: number} | undefined {
  const quantity: Quantity = QUANTITIES[of];
  const during = {from: fault.from, to: Math.min(fault.to, fault.from + LOOK_MS)};
  const pods = uids.length > 0 ? uids : record.reservations.map(({uid}) => uid);
  for (const uid of new Set(pods)) {
    const containers = record.containers.filter(({podUid}) => podUid === uid);
    const pod = {...record, containers};
    const there = containers.map(lifeOf).filter(({from, to}) => from < requestedAt && to >= requestedAt);
    const since = Math.max(requestedAt - LOOK_MS, ...there.map(({from}) => from));
    const before = meanOf(quantity, pod, {from: since, to: requestedAt});
    const now = meanOf(quantity, pod, during);
    if (before === undefined || now === undefined || requestedAt - since < LEAST_MS) continue;
    // What a start burns ends by itself.
    const isYoung = since > requestedAt - LOOK_MS;
    const moved = isYoung ? now - before : Math.abs(now - before);
    if (moved <= Math.max(quantity.noise, before * NOISE_PART)) continue;
    const name = containers[0]?.pod ?? uid;
    return {what: `pod ${name} ${quantity.words(now, before)}`, at: fault.from};
  }
  return undefined;
}

/** Undefined where not all of it was measured, or a container was not there all the time: what is absent uses nothing, by no fault. */
function meanOf({over}: Quantity, record: UsageRecord, span: Span): number | undefined {
  const lives = record.containers.map(lifeOf).filter(({from, to}) => from < span.to && to > span.from);
  if (lives.length === 0 || span.to <= span.from) return undefined;
  if (lives.some(({from, to}) => from > span.from || to < span.to)) return undefined;
  const {total, coverage} = over(record, span);
  return coverage < COVERAGE ? undefined : (total * 1000) / (span.to - span.from);
}

function lifeOf({startedAt, endedAt, samples}: ContainerUsage): Span {
  return {
    from: startedAt ?? samples[0]?.at ?? Number.NEGATIVE_INFINITY,
    to: endedAt ?? Number.POSITIVE_INFINITY,
  };
}

function mebibytes(bytes: number): string {
  return (bytes / 2 ** 20).toFixed(0);
}
