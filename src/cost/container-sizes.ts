import type {Measurements, Span} from '../measure/measurements.js';
import {cpuIn, memoryIn} from '../measure/usage/rates.js';
import type {ContainerResources, ContainerUsage, PodReservation, UsageRecord} from '../measure/usage/usage.js';
import {nodeTrouble, partsByNode} from './by-node.js';
import {recordNear} from './near.js';
import type {HourlyPrices, Prices} from './prices.js';

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
  /** The mean of what they cost on their nodes; undefined where that isn't known. */
  prices: HourlyPrices | undefined;
  /** What a VerticalPodAutoscaler recommends, where there is one. */
  vpa: ContainerResources['request'] | undefined;
  /** When it was killed for want of memory (monotonic ms), in any of its pods. */
  oomKills: number[];
  baseline: SizePart;
  repeats: {experiment: string; repeat: number; fault: SizePart; recover: SizePart}[];
}

/** Every container of every workload. A source that knows only whole pods tells of pods with one container alone. */
export function containerSizes(measurements: Measurements, prices: Prices): ContainerSize[] {
  const {usage} = measurements;
  const byWorkload = new Map<string, PodReservation[]>();
  for (const pod of usage.reservations)
    if (pod.workload !== undefined) byWorkload.set(pod.workload, [...(byWorkload.get(pod.workload) ?? []), pod]);
  return [...byWorkload].flatMap(([workload, pods]) => {
    // Of the newest pod: a rollout may have changed them.
    const resources = pods.at(-1)?.containers ?? [];
    return resources.map(one => sizeOf(workload, one, {pods, measurements, prices, isOnly: resources.length === 1}));
  });
}

interface Scene {
  pods: readonly PodReservation[];
  measurements: Measurements;
  prices: Prices;
  isOnly: boolean;
}

function sizeOf(workload: string, {name, request, limit}: ContainerResources, scene: Scene): ContainerSize {
  const {pods, measurements, prices, isOnly} = scene;
  const {usage, baseline, experiments, recommendations} = measurements;
  const uids = new Set(pods.map(({uid}) => uid));
  const isOurs = ({podUid, container}: ContainerUsage): boolean =>
    uids.has(podUid ?? '') && (container === name || (container === '' && isOnly));
  const record = {...usage, containers: usage.containers.filter(isOurs)};
  const isBound = ({from, to}: PodReservation): boolean => from < baseline.to && (to ?? baseline.to) >= baseline.to;
  const bound = pods.filter(isBound);
  return {
    workload,
    container: name,
    request,
    limit,
    replicas: bound.length,
    prices: meanPrices({...usage, containers: [], reservations: bound}, prices),
    vpa: recommendations.find(one => one.workload === workload && one.container === name)?.target,
    oomKills: oomKillsOf(pods, name),
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

function oomKillsOf(pods: readonly PodReservation[], container: string): number[] {
  const runs = pods.flatMap(pod => pod.runs ?? []).filter(run => run.container === container);
  return runs.flatMap(({to, reason}) => (to !== undefined && reason === 'OOMKilled' ? [to] : []));
}

function meanPrices(record: UsageRecord, prices: Prices): HourlyPrices | undefined {
  if (nodeTrouble(record, prices) !== undefined) return undefined;
  const parts = partsByNode(record, prices);
  const meanOf = (resource: keyof HourlyPrices): number => {
    const dollars = parts.reduce((sum, part) => sum + part.record.reservations.length * part.prices[resource], 0);
    return record.reservations.length === 0 ? prices[resource] : dollars / record.reservations.length;
  };
  return {cpu: meanOf('cpu'), memory: meanOf('memory')};
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
