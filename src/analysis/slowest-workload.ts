import type {RepeatMeasurement} from '../measure/measurements.js';
import type {WorkloadTimeline} from '../measure/timeline.js';
import {isLate, timelineUntil} from './deadline.js';
import type {Reading} from './finding.js';
import {findPodRecovery} from './pod-recovery.js';
import {adviceFor, adviceForStuck} from './recovery-advice.js';
import {type RecoverySplit, splitRecovery} from './recovery-split.js';
import {amongAll} from './slowest.js';

/** recovery.pod of a repeat, in seconds, with where its time went. */
export interface PodRecoveryReading extends Reading {
  /** The workload that came back last. */
  workload?: string;
  split?: RecoverySplit;
  advice?: string;
}

/** When the slowest of the workloads had its pods back, counted from `origin`. */
export function judgePods(measured: RepeatMeasurement, origin: number, holdFor: number): PodRecoveryReading {
  const readings = measured.workloads.map(timeline => podReading(timeline, measured, origin, holdFor));
  const never = readings.find(({value, bound}) => value !== null && bound === '>');
  const unknown = readings.find(({value}) => value === null);
  const slowest = [...readings].sort((a, b) => (b.value ?? 0) - (a.value ?? 0))[0];
  if (slowest === undefined) return {value: null, bound: '=', note: 'no pods were watched'};
  return never ?? unknown ?? amongAll(slowest, readings);
}

function podReading(
  timeline: WorkloadTimeline,
  {deadline, spans, fault}: RepeatMeasurement,
  origin: number,
  holdFor: number,
): PodRecoveryReading {
  const {workload} = timeline;
  const dueAt = origin + deadline;
  const span = {from: origin, to: Math.min(spans.recover.to, dueAt + holdFor)};
  const found = findPodRecovery(timeline, span, holdFor);
  const splitUntil = (recoveredAt: number): RecoverySplit | undefined =>
    splitRecovery(timeline, {requestedAt: fault.requestedAt, origin, recoveredAt});
  if (found.state === 'unknown') return {value: null, bound: '=', workload, note: found.why};
  if (found.state === 'recovered') {
    const split = splitUntil(found.at);
    return {
      ...readingBetween((found.notBefore - origin) / 1000, (found.at - origin) / 1000),
      workload,
      ...(split === undefined ? {} : {split, advice: adviceFor(split)}),
    };
  }
  if (isLate(found, {dueAt, observedUntil: spans.recover.to})) {
    const came = found.state === 'pending' ? splitUntil(found.since) : undefined;
    const advice = came === undefined ? adviceForStuck(timelineUntil(timeline, dueAt)) : adviceFor(came);
    return {value: deadline / 1000, bound: '>', workload, advice};
  }
  return {
    value: null,
    bound: '=',
    workload,
    note: `the observation ended before ${workload} was known to have recovered`,
  };
}

function readingBetween(earliest: number, value: number): Reading {
  if (earliest === value) return {value, bound: '='};
  const between = `between ${earliest.toFixed(1)} s and ${value.toFixed(1)} s`;
  return {
    value,
    bound: '=',
    earliest,
    note: `the pods came back ${between}: the API server could not be watched meanwhile`,
  };
}
