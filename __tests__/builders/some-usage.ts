import type {ContainerUsage, PodReservation, UsageRecord} from '../../src/measure/usage/usage.js';
import {at} from './some-samples.js';

/** One pod's usage. Times are seconds since the load began. */
export interface PodStory {
  name?: string;
  /** Cores in use at a second; 0.1. */
  cores?: (second: number) => number;
  /** GiB in use at a second; 0.5. */
  gib?: (second: number) => number;
  /** Cores and GiB that it reserves; 0.2 and 1. */
  request?: {cores: number; gib: number};
  /** Its node, as its reservation tells it. */
  node?: string;
  from?: number;
  to?: number;
  /** Whether a sample was read. */
  isRead?: (second: number) => boolean;
}

const GIB = 2 ** 30;

/** What pods used, read once a second from 30 s before the load began until 100 s after it. */
export function someUsage(...stories: PodStory[]): UsageRecord {
  const pods = (stories.length === 0 ? [{}] : stories).map((story, index) => aPod(story, index));
  return {
    source: 'kubelet',
    containers: pods.map(({container}) => container),
    reservations: pods.map(({reservation}) => reservation),
    notes: [],
  };
}

/** A node's labels and prices: a core and a GiB cost ten times as much on `node-dear` as on `node-1`. */
export const DEAR_NODE = {
  nodeLabels: new Map([
    ['node-1', {}],
    ['node-dear', {pool: 'dear'}],
  ]),
  pricesOver: ({cpu, memory}: {cpu: number; memory: number}) => [
    {match: {pool: 'dear'}, cpu: 10 * cpu, memory: 10 * memory},
  ],
};

/** A run in which no usage could be read. */
export function noUsage(why = 'the kubelet could not be reached'): UsageRecord {
  return {...someUsage(), source: undefined, containers: [], notes: [why]};
}

function aPod(story: PodStory, index: number): {container: ContainerUsage; reservation: PodReservation} {
  const {name = `checkout-${index + 1}`, request = {cores: 0.2, gib: 1}, from = -30, to = 100} = story;
  const {cores = () => 0.1, gib = () => 0.5, isRead = () => true} = story;
  const samples = [];
  let cpuSeconds = 0;
  for (let second = from; second <= to; second++) {
    if (isRead(second)) samples.push({at: at(second), cpuSeconds, memoryBytes: gib(second) * GIB});
    cpuSeconds += cores(second);
  }
  const pod = {pod: name, podUid: `uid-${name}`, container: 'app', node: 'node-1'};
  return {
    container: {...pod, startedAt: at(from), endedAt: at(to), samples},
    reservation: {
      uid: `uid-${name}`,
      name,
      workload: 'Deployment/checkout',
      ...(story.node === undefined ? {} : {node: story.node}),
      from: at(from),
      to: at(to),
      cpuRequest: request.cores,
      memoryRequest: request.gib * GIB,
      containers: [
        {
          name: 'app',
          request: {cpu: request.cores, memory: request.gib * GIB},
          limit: {cpu: undefined, memory: undefined},
        },
      ],
    },
  };
}
