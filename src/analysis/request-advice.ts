/** What a container can ask for: cores, or bytes. */
export type Resource = 'cpu' | 'memory';

/** What a container's request should be. */
export interface Advice {
  /** Cores or bytes; null where the container doesn't say. */
  request: number | null;
  limit: number | null;
  used: {p50: number; p95: number; max: number} | null;
  /** `unknown` where too little was measured to say; `set` where there is no request yet. */
  action: 'lower' | 'raise' | 'set' | 'keep' | 'unknown';
  /** What it should be; null for `keep` and `unknown`. */
  target: number | null;
  /** What that changes of the bill by request, in dollars per month: below 0 it saves; null where that isn't known. */
  monthly: number | null;
  /** Why nothing is advised, or what to know of the advice, as a clause; null where there is nothing to add. */
  note: string | null;
  /** What a VerticalPodAutoscaler recommends. */
  vpa: number | null;
}

/** What the advice rests on. */
export interface Evidence {
  seconds: number;
  faults: number;
  coverage: number;
  trouble: string | undefined;
}

interface Question {
  resource: Resource;
  request: number | undefined;
  limit: number | undefined;
  vpa: number | undefined;
  used: readonly number[];
  /** How often it was killed for want of memory; 0 by default. */
  oomKills?: number;
  replicas: number;
  /** Dollars per vCPU-hour or GiB-hour; undefined where that isn't known. */
  price: number | undefined;
  evidence: Evidence;
}

/**
 * The rule: for CPU, p95 × 1.15, since what is beyond is only slower; for memory, the most × 1.2, since what is beyond is killed. Rounded
 * up, never beyond the limit, and only said where it differs by more than a tenth. To lower a request takes a fault that was endured. What
 * was killed for want of memory had reached its limit, whatever was read of it, and needs more.
 */
export function adviceOn(question: Question): Advice {
  const {resource, request, limit, vpa, price, replicas} = question;
  const used = distributionOf(question.used);
  const known = {request: request ?? null, limit: limit ?? null, used, vpa: vpa ?? null};
  const {action, target = null, note = null} = decide(question, used);
  if (target === null) return {...known, action, target, monthly: null, note};
  const change = (target - (request ?? 0)) / (resource === 'cpu' ? 1 : GIB);
  const monthly = price === undefined ? null : change * price * replicas * HOURS_PER_MONTH;
  return {...known, action, target, monthly, note};
}

interface Decision {
  action: Advice['action'];
  target?: number;
  note?: string | undefined;
}

function decide(question: Question, used: Advice['used']): Decision {
  const {resource, request, limit, oomKills = 0} = question;
  if (oomKills === 0) return byRule(question, used);
  const killed = `it was killed for want of memory ${oomKills === 1 ? 'once' : `${oomKills} times`} (OOMKilled)`;
  if (limit !== undefined) {
    const target = rounded(resource, limit * HEADROOM[resource]);
    return {action: request === undefined ? 'set' : 'raise', target, note: `${killed}: raise its limit, too`};
  }
  const decision = byRule(question, used);
  const note = `${killed} without a limit of its own, so no less is advised`;
  return decision.action === 'lower' ? {action: 'unknown', note} : decision;
}

function byRule(
  {resource, request, limit = Number.POSITIVE_INFINITY, ...question}: Question,
  used: Advice['used'],
): Decision {
  const trouble = tooLittle(question.used.length, question.evidence);
  if (trouble !== undefined || used === null) return {action: 'unknown', note: trouble};

  const telling = resource === 'cpu' ? used.p95 : used.max;
  const note = telling >= HELD_BACK * limit ? 'it was held back by its limit, so it may need more' : undefined;
  const target = Math.min(limit, rounded(resource, telling * HEADROOM[resource]));
  if (request === undefined) return {action: 'set', target, note};
  if (Math.abs(target - request) <= WORTHWHILE * request) return {action: 'keep', note};
  if (target > request) return {action: 'raise', target, note};
  if (question.evidence.faults > 0) return {action: 'lower', target, note};
  return {action: 'unknown', note: 'no fault was counted, and less is advised only of what endured one'};
}

const HEADROOM = {cpu: 1.15, memory: 1.2};
const WORTHWHILE = 0.1;
const HELD_BACK = 0.95;
const HOURS_PER_MONTH = 730;
const MIB = 2 ** 20;
const GIB = 2 ** 30;

const LEAST_SECONDS = 60;
/** With fewer, the p95 is the highest. */
const LEAST_READINGS = 20;
const LEAST_COVERAGE = 0.9;

function tooLittle(readings: number, {seconds, coverage, trouble}: Evidence): string | undefined {
  if (trouble !== undefined) return trouble;
  if (readings === 0) return 'nothing was measured of this container by itself';
  if (seconds < LEAST_SECONDS) return `only ${Math.floor(seconds)} s were measured, and ${LEAST_SECONDS} are needed`;
  if (readings < LEAST_READINGS) return `only ${readings} readings were taken, and ${LEAST_READINGS} are needed`;
  if (coverage >= LEAST_COVERAGE) return undefined;
  return `only ${Math.floor(100 * coverage)} % of the usage was measured, and ${100 * LEAST_COVERAGE} % are needed`;
}

function distributionOf(values: readonly number[]): Advice['used'] {
  const sorted = values.toSorted((a, b) => a - b);
  const at = (part: number) => sorted[Math.max(0, Math.ceil(part * sorted.length) - 1)];
  const [p50, p95, max] = [at(0.5), at(0.95), at(1)];
  return p50 === undefined || p95 === undefined || max === undefined ? null : {p50, p95, max};
}

/** Rounded up to what people write: 10m, 50m from a core on; 8Mi, 64Mi from 1Gi on. */
function rounded(resource: Resource, amount: number): number {
  // What is only the rounding of sums makes no step more.
  if (resource === 'cpu') {
    const step = amount >= 1 ? 50 : 10;
    return Math.max(step, Math.ceil((amount * 1000) / step - 1e-9) * step) / 1000;
  }
  const step = (amount >= GIB ? 64 : 8) * MIB;
  return Math.max(step, Math.ceil(amount / step - 1e-9) * step);
}
