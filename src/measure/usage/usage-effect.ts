import type {Span} from '../measurements.js';
import {cpuIn} from './rates.js';
import type {UsageRecord} from './usage.js';

/** How much of a fault's begin, and of the time before it, is compared (ms). */
const LOOK_MS = 10_000;
/** Less measured than this says nothing. */
const COVERAGE = 0.8;
/** By what a pod's CPU moves by itself: half of it, or this many cores where that is more. */
const NOISE_PART = 0.5;
const NOISE_CORES = 0.1;

/** The first of these pods (of all where none is named) whose CPU a fault moved by more than its noise: a sentence, and the fault's begin. */
export function usageEffect(
  record: UsageRecord,
  uids: readonly string[],
  {requestedAt, fault}: {requestedAt: number; fault: Span},
): {what: string; at: number} | undefined {
  const during = {from: fault.from, to: Math.min(fault.to, fault.from + LOOK_MS)};
  const pods = uids.length > 0 ? uids : record.reservations.map(({uid}) => uid);
  for (const uid of new Set(pods)) {
    const containers = record.containers.filter(({podUid}) => podUid === uid);
    const before = coresIn({...record, containers}, {from: requestedAt - LOOK_MS, to: requestedAt});
    const now = coresIn({...record, containers}, during);
    if (before === undefined || now === undefined) continue;
    if (Math.abs(now - before) <= Math.max(NOISE_CORES, before * NOISE_PART)) continue;
    const name = containers[0]?.pod ?? uid;
    return {what: `pod ${name} used ${now.toFixed(2)} cores, and ${before.toFixed(2)} before`, at: fault.from};
  }
  return undefined;
}

function coresIn(record: UsageRecord, span: Span): number | undefined {
  if (record.containers.length === 0 || span.to <= span.from) return undefined;
  const {coreSeconds, coverage} = cpuIn(record, span);
  return coverage < COVERAGE ? undefined : (coreSeconds * 1000) / (span.to - span.from);
}
