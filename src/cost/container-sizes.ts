import type {Measurements, Span} from '../measure/measurements.js';
import {cpuIn, memoryIn} from '../measure/usage/rates.js';
import type {ContainerResources, ContainerUsage, PodReservation, UsageRecord} from '../measure/usage/usage.js';
import {recordNear} from './near.js';

/** What the pods of a workload took in a span by one container: each reading of each pod. */
export interface SizePart {
  span: Span;
  /** Cores between two readings. */
  cpu: number[];
  /** Working set, bytes. */
  memory: number[];
  /** The part of the usage that was measured, 0 to 1. */
  coverage: number;
}

/** A container of a workload: what it asks for, and what it took. */
export interface ContainerSize extends Pick<ContainerResources, 'request' | 'limit'> {
  /** `Deployment/checkout`. */
  workload: string;
  container: string;
  /** How many pods were bound at the end of the baseline. */
  replicas: number;
  /** What a VerticalPodAutoscaler recommends, where there is one. */
  vpa: ContainerResources['request'] | undefined;
  baseline: SizePart;
  repeats: {experiment: string; repeat: number; fault: SizePart; recover: SizePart}[];
}

/** Every container of every workload. A source that knows only whole pods tells of pods with one container alone. */
export function containerSizes(measurements: Measurements): ContainerSize[] {
  const {usage} = measurements;
  const byWorkload = new Map<string, PodReservation[]>();
  for (const pod of usage.reservations)
    if (pod.workload !== undefined) byWorkload.set(pod.workload, [...(byWorkload.get(pod.workload) ?? []), pod]);
  return [...byWorkload].flatMap(([workload, pods]) => {
    // Of the newest pod: a rollout may have changed them.
    const resources = pods.at(-1)?.containers ?? [];
    return resources.map(one => sizeOf(workload, one, {pods, measurements, isOnly: resources.length === 1}));
  });
}

interface Scene {
  pods: readonly PodReservation[];
  measurements: Measurements;
  isOnly: boolean;
}

function sizeOf(workload: string, {name, request, limit}: ContainerResources, scene: Scene): ContainerSize {
  const {pods, measurements, isOnly} = scene;
  const {usage, baseline, experiments, recommendations} = measurements;
  const uids = new Set(pods.map(({uid}) => uid));
  const isOurs = ({podUid, container}: ContainerUsage): boolean =>
    uids.has(podUid ?? '') && (container === name || (container === '' && isOnly));
  const record = {...usage, containers: usage.containers.filter(isOurs)};
  const isBound = ({from, to}: PodReservation): boolean => from < baseline.to && (to ?? baseline.to) >= baseline.to;
  return {
    workload,
    container: name,
    request,
    limit,
    replicas: pods.filter(isBound).length,
    vpa: recommendations.find(one => one.workload === workload && one.container === name)?.target,
    baseline: partOf(record, baseline),
    repeats: experiments.flatMap(experiment =>
      experiment.repeats.map(({repeat, spans}) => ({
        experiment: experiment.name,
        repeat,
        fault: partOf(record, spans.fault),
        recover: partOf(record, spans.recover),
      })),
    ),
  };
}

function partOf(record: UsageRecord, span: Span): SizePart {
  const near = recordNear(record, span);
  const isWithin = (at: number): boolean => at >= span.from && at < span.to;
  const isMeasured = near.containers.some(({samples}) => samples.length > 0);
  return {
    span,
    cpu: near.containers.flatMap(({samples}) => ratesIn(samples, isWithin)),
    memory: near.containers.flatMap(({samples}) => samples.filter(({at}) => isWithin(at)).map(one => one.memoryBytes)),
    coverage: isMeasured ? Math.min(cpuIn(near, span).coverage, memoryIn(near, span).coverage) : 0,
  };
}

/** Readings closer than this (ms) are taken together: their rate is mostly the noise of their times. */
const LEAST_MS = 900;

function ratesIn(samples: ContainerUsage['samples'], isWithin: (at: number) => boolean): number[] {
  const rates: number[] = [];
  let last = samples[0];
  for (const sample of samples) {
    if (last === undefined || sample.at - last.at < LEAST_MS) continue;
    const rate = (1000 * (sample.cpuSeconds - last.cpuSeconds)) / (sample.at - last.at);
    if (isWithin((sample.at + last.at) / 2)) rates.push(rate);
    last = sample;
  }
  return rates;
}
