import type {CostFigures} from '../cost/cost-figures.js';
import type {Samples} from '../load/samples.js';
import type {RepeatMeasurement, Span} from '../measure/measurements.js';
import type {Spec} from '../spec/schema.js';
import type {Reading} from './finding.js';
import {troubleIn} from './load-trouble.js';
import {findServiceRecovery, type ServiceRecovery} from './service-recovery.js';
import {amongAll, plain} from './slowest.js';
import {judgePods, type PodRecoveryReading} from './slowest-workload.js';
import {type SteadyLimits, type Unhealthy, windowLength} from './steady.js';
import type {Tally} from './tally.js';

/** What one injection did. Recoveries are in seconds. */
export interface RepeatAnalysis {
  measured: RepeatMeasurement;
  /** Why nothing in it is judged; empty when it is. */
  excluded: string[];
  /** The later of `service` and `pod`. */
  recovery: Reading;
  service: Reading;
  pod: PodRecoveryReading;
  adapt: Reading;
  /** What to change where the recovery is too slow. */
  advice: string | undefined;
  /** From the fault's request until it was over and recovered from. */
  impact: Span;
}

/** A run's requests, and what all repeats are compared with. */
export interface Run {
  samples: Samples;
  baseline: Span;
  limits: SteadyLimits | Unhealthy;
  spec: Pick<Spec, 'steady' | 'load'>;
  tally: (spans: readonly Span[]) => Tally;
  cost: CostFigures;
}

/** Finds out when a repeat recovered, and so how long its impact was. */
export function analyseRepeat(measured: RepeatMeasurement, run: Omit<Run, 'cost'>): RepeatAnalysis {
  const excluded = whyExcluded(measured, run.limits);
  const {fault} = measured;
  const origin = recoveryOrigin(measured);
  if (excluded.length > 0 || 'unhealthy' in run.limits || origin === undefined) {
    const reasons = excluded.length > 0 ? excluded : ['the fault was never removed'];
    const unknown: Reading = {value: null, bound: '=', note: reasons.join('; ')};
    const impact = {from: fault.requestedAt, to: Math.max(measured.spans.fault.to, measured.spans.recover.to)};
    return {
      measured,
      excluded: reasons,
      recovery: unknown,
      service: unknown,
      pod: unknown,
      adapt: unknown,
      advice: undefined,
      impact,
    };
  }
  const pod = judgePods(measured, origin, run.spec.steady.for);
  const found = serviceReading(measured, origin, run.samples, run.limits);
  const impact = impactOf(measured, origin, [found, pod]);
  const trouble = troubleIn(impact, run);
  const service: Reading = trouble === undefined ? found : {value: null, bound: '=', note: trouble};
  const adapt = trouble === undefined ? adaptReading(measured, service, run.samples, run.limits) : service;
  const recovery = later(service, pod);
  return {measured, excluded, recovery, service, pod, adapt, advice: adviceOf(service, pod), impact};
}

function whyExcluded(measured: RepeatMeasurement, limits: SteadyLimits | Unhealthy): string[] {
  const {proof} = measured.fault;
  const reasons = [...measured.inconclusive];
  if (reasons.length === 0 && proof.grade === 'none') reasons.push(`the fault was not proven: ${proof.what}`);
  if ('unhealthy' in limits) reasons.push(`there was no steady state to compare with: ${limits.unhealthy}`);
  return reasons;
}

/** Monotonic ms from which recovery is counted: the injection of a one-shot fault, the removal of a lasting one. */
function recoveryOrigin({fault}: RepeatMeasurement): number | undefined {
  return fault.lifecycle === 'one-shot' ? fault.injectedAt : fault.removedAt;
}

/** A recovery must begin before the deadline; its steady window may end after it. */
function serviceReading(
  {deadline}: RepeatMeasurement,
  origin: number,
  samples: Samples,
  limits: SteadyLimits,
): Reading {
  const span = {from: origin, to: origin + deadline + windowLength(samples, limits)};
  return readingOf(findServiceRecovery(samples, span, limits), {origin, deadline});
}

/** The same clock, but from the injection and with the fault still there: what begins less than a steady window before its end can't show. */
function adaptReading(measured: RepeatMeasurement, service: Reading, samples: Samples, limits: SteadyLimits): Reading {
  const {lifecycle, injectedAt, removedAt} = measured.fault;
  if (lifecycle === 'one-shot' || removedAt === undefined) return service;
  const window = windowLength(samples, limits);
  const hold = window / 1000;
  const deadline = removedAt - injectedAt - window;
  if (deadline < 0) {
    const note = `the fault was shorter than the ${Number(hold.toFixed(2))} s for which a steady state has to hold: raise \`for\``;
    return {value: null, bound: '=', note};
  }
  const found = findServiceRecovery(samples, {from: injectedAt, to: removedAt}, limits);
  const reading = readingOf(found, {origin: injectedAt, deadline});
  return reading.bound === '>' ? {...reading, hold} : reading;
}

function readingOf(found: ServiceRecovery, {origin, deadline}: {origin: number; deadline: number}): Reading {
  if (found.state === 'recovered') return {value: (found.at - origin) / 1000, bound: '='};
  if (found.state === 'none') return {value: deadline / 1000, bound: '>'};
  const note =
    found.state === 'pending'
      ? 'the observation ended before it was known whether the service had recovered'
      : `${found.unsent} requests that would show the recovery could not be sent in time`;
  return {value: null, bound: '=', note};
}

/** At least the fault's span; up to the later recovery, or to the deadline where it never came. */
function impactOf(measured: RepeatMeasurement, origin: number, recoveries: readonly Reading[]): Span {
  const {fault, spans} = measured;
  const ends = recoveries.map(({value}) => (value === null ? spans.recover.to : origin + value * 1000));
  return {from: fault.requestedAt, to: Math.max(spans.fault.to, ...ends)};
}

/** The later of two recoveries: never is later than any, and without both there is none. */
function later(service: Reading, pod: Reading): Reading {
  const never = [service, pod].find(({value, bound}) => value !== null && bound === '>');
  if (never !== undefined) return {value: never.value, bound: '>'};
  if (service.value === null || pod.value === null) {
    const notes = [service.note && `recovery.service: ${service.note}`, pod.note && `recovery.pod: ${pod.note}`];
    return {value: null, bound: '=', note: notes.filter(Boolean).join('; ')};
  }
  return amongAll(plain(pod.value > service.value ? pod : service), [service, pod]);
}

function adviceOf(service: Reading, pod: PodRecoveryReading): string | undefined {
  if (service.value === null || pod.value === null || pod.bound === '>') return pod.advice;
  if (service.bound === '=' && service.value <= pod.value + 1) return pod.advice;
  const took =
    pod.value < 0.05 ? 'the pods stayed in service' : `the pods were back in service after ${pod.value.toFixed(1)} s`;
  return `${took}, so what is slow is the service itself: look at warm-up, caches, connection pools, and clients' retries and time-outs`;
}
