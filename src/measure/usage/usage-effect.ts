import type {Span} from '../measurements.js';
import {cpuIn, memoryIn} from './rates.js';
import type {UsageRecord} from './usage.js';

/** How much of a fault's begin, and of the time before it, is compared (ms). */
const LOOK_MS = 10_000;
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
    const before = meanOf(quantity, {...record, containers}, {from: requestedAt - LOOK_MS, to: requestedAt});
    const now = meanOf(quantity, {...record, containers}, during);
    if (before === undefined || now === undefined) continue;
    if (Math.abs(now - before) <= Math.max(quantity.noise, before * NOISE_PART)) continue;
    const name = containers[0]?.pod ?? uid;
    return {what: `pod ${name} ${quantity.words(now, before)}`, at: fault.from};
  }
  return undefined;
}

function meanOf({over}: Quantity, record: UsageRecord, span: Span): number | undefined {
  if (record.containers.length === 0 || span.to <= span.from) return undefined;
  const {total, coverage} = over(record, span);
  return coverage < COVERAGE ? undefined : (total * 1000) / (span.to - span.from);
}

function mebibytes(bytes: number): string {
  return (bytes / 2 ** 20).toFixed(0);
}
