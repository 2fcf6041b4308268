import type {Event, Pod, Service} from 'kubernetes-types/core/v1.js';
import type {EndpointSlice} from 'kubernetes-types/discovery/v1.js';
import type {Kube, ObjectSet, WatchEvent, WatchSink} from '../cluster/kube.js';
import {labelMatcher} from '../cluster/label-selector.js';
import type {Workload} from '../deploy/victim.js';
import type {PodFacts, PodNews} from './circumstances/circumstances.js';
import {podFacts} from './circumstances/pod-facts.js';
import {newsLog} from './circumstances/pod-news.js';
import {type EndpointTable, endpointTable} from './endpoints.js';
import {type PodLife, podLife} from './pod-life.js';
import {type PodRecord, podRecord} from './pod-record.js';
import type {PodEvent, PodEventKind, ServingCount, WorkloadTimeline} from './timeline.js';
import {containerResources, podRequest} from './usage/pod-request.js';
import type {PodReservation} from './usage/usage.js';

/** Records what happens to the pods of some workloads, from the start of the watches until the signal aborts. */
export interface Recorder {
  /** Resolves when the first state of all watches is known; rejects when a watch ends with an error. */
  synced: Promise<void>;
  /** Rejects when a watch ends with an error later on. */
  failed: Promise<never>;
  /** How many pods of the workload are in service now. */
  serving(workload: Workload): number;
  /** The living pods of the workload that aren't being deleted. */
  livePods(workload: Workload): {uid: string; name: string}[];
  /** The earliest event of one of these kinds on one of these pods since `since`. */
  firstEvent(
    uids: readonly string[],
    kinds: readonly PodEventKind[],
    since: number,
  ): (PodEvent & {pod: string}) | undefined;
  /** What pods reserved and reserve, on which nodes they are, and their UIDs: what reading their usage needs. */
  reservations(): PodReservation[];
  nodes(): {name: string; address: string | undefined}[];
  uidOf(pod: string): string | undefined;
  /** Every pod of the namespace that was seen, as it was last seen. */
  pods(): SeenPod[];
  /** The Events about pods. */
  news(): PodNews[];
  /** The lives of all pods since the recording began. */
  lives(): PodLife[];
  /** What happened to the workload from `from` on; `expected` is what served just before. */
  timeline(workload: Workload, from: number): WorkloadTimeline;
}

/** A pod with the workload that it belongs to, where that is recorded. */
export interface SeenPod {
  workload: string | undefined;
  labels: Record<string, string>;
  facts: PodFacts;
  pod: Pod;
}

interface WorkloadState {
  workload: Workload;
  matches: (labels: Record<string, string>) => boolean;
  hasService: boolean;
  history: ServingCount[];
}

/** Watches pods, Services, EndpointSlices and Events of the namespace. */
export function startRecorder(
  kube: Kube,
  namespace: string,
  workloads: readonly Workload[],
  signal: AbortSignal,
): Recorder {
  const pods = new Map<string, PodRecord>();
  const endpoints = endpointTable();
  const news = newsLog();
  const states = workloads.map(
    (workload): WorkloadState => ({
      workload,
      matches: labelMatcher(workload.selector),
      hasService: false,
      history: [],
    }),
  );

  const recount = (at: number, notBefore: number): void => {
    for (const state of states) recountWorkload(state, pods, endpoints, at, notBefore);
  };
  const onPod = ({type, object, at, notBefore}: WatchEvent<Pod>): void => {
    const uid = object.metadata?.uid ?? '';
    const record = pods.get(uid) ?? podRecord(object);
    pods.set(uid, record);
    if (type === 'DELETED') record.gone(at, notBefore);
    else record.see(object, at, notBefore);
    recount(at, notBefore);
  };
  const onSlice = ({type, object, at, notBefore}: WatchEvent<EndpointSlice>): void => {
    if (type === 'DELETED') endpoints.removeSlice(object);
    else endpoints.setSlice(object);
    recount(at, notBefore);
  };
  const onService = ({type, object, at, notBefore}: WatchEvent<Service>): void => {
    if (type === 'DELETED') endpoints.removeService(object);
    else endpoints.setService(object);
    recount(at, notBefore);
  };
  const onEvent = (event: WatchEvent<Event>): void => {
    const {type, object, at, notBefore} = event;
    news.take(event);
    const what = IMAGE_EVENTS[object.reason ?? ''];
    // The kubelet says Pulled of an image that it had all along, too: no time went into a pull then.
    if (type === 'DELETED' || what === undefined || /already present on machine/.test(object.message ?? '')) return;
    pods.get(object.involvedObject.uid ?? '')?.add({what, at, notBefore, detail: object.message ?? ''});
  };

  const follow = <T>(
    set: ObjectSet,
    event: (event: WatchEvent<T>) => void,
  ): {synced: Promise<void>; ended: Promise<void>} => {
    let synced = (): void => {};
    const first = new Promise<void>(resolve => {
      synced = resolve;
    });
    const sink: WatchSink<T> = {event, synced: () => synced()};
    return {synced: first, ended: kube.watch<T>(set, sink, signal)};
  };
  const watches = [
    follow<Pod>({apiVersion: 'v1', kind: 'Pod', namespace}, onPod),
    follow<Service>({apiVersion: 'v1', kind: 'Service', namespace}, onService),
    follow<EndpointSlice>({apiVersion: 'discovery.k8s.io/v1', kind: 'EndpointSlice', namespace}, onSlice),
    follow<Event>({apiVersion: 'v1', kind: 'Event', namespace, fieldSelector: 'involvedObject.kind=Pod'}, onEvent),
  ];
  const failed = Promise.all(watches.map(watch => watch.ended)).then(() => new Promise<never>(() => {}));
  failed.catch(() => {}); // whoever cares races against it
  const stateOf = (workload: Workload): WorkloadState => {
    const state = states.find(
      candidate => candidate.workload.kind === workload.kind && candidate.workload.name === workload.name,
    );
    if (state === undefined) throw new Error(`${workload.kind}/${workload.name} is not recorded`);
    return state;
  };

  return {
    synced: Promise.race([Promise.all(watches.map(watch => watch.synced)).then(() => {}), failed]),
    failed,
    serving: workload => stateOf(workload).history.at(-1)?.serving ?? 0,
    livePods: workload =>
      podsOf(stateOf(workload), pods)
        .filter(pod => pod.alive())
        .map(({uid, name}) => ({uid, name})),
    firstEvent: (uids, kinds, since) =>
      uids
        .flatMap(
          uid =>
            pods
              .get(uid)
              ?.timeline()
              .events.map(event => ({...event, pod: pods.get(uid)?.name ?? uid})) ?? [],
        )
        .filter(event => event.at >= since && kinds.includes(event.what))
        .sort((a, b) => a.at - b.at)[0],
    reservations: () => [...pods.values()].flatMap(pod => reservationOf(pod, states)),
    lives: () => [...pods.values()].map(pod => podLife(pod, ownerOf(pod, states))),
    nodes: () => nodesOf(pods.values()),
    uidOf: name => [...pods.values()].findLast(pod => pod.name === name)?.uid,
    pods: () => [...pods.values()].map(pod => seenPod(pod, states)),
    news: news.all,
    timeline: (workload, from) => timelineOf(stateOf(workload), pods, from),
  };
}

function reservationOf(record: PodRecord, states: readonly WorkloadState[]): PodReservation[] {
  const bound = record.bound();
  if (bound === undefined) return [];
  const {uid, name} = record;
  const {metadata, spec} = record.pod();
  const {cpu: cpuRequest, memory: memoryRequest} = podRequest(record.pod());
  const workload = ownerOf(record, states);
  const containers = containerResources(record.pod());
  const isEnding = metadata?.deletionTimestamp !== undefined;
  const life = {...bound, isEnding, runs: record.runs()};
  return [{uid, name, workload, node: spec?.nodeName, ...life, cpuRequest, memoryRequest, containers}];
}

function seenPod(record: PodRecord, states: readonly WorkloadState[]): SeenPod {
  const pod = record.pod();
  return {workload: ownerOf(record, states), labels: record.labels, facts: podFacts(pod), pod};
}

/** `Deployment/checkout`; undefined for a pod of no known workload. */
function ownerOf({labels}: PodRecord, states: readonly WorkloadState[]): string | undefined {
  const owner = states.find(state => state.matches(labels))?.workload;
  return owner === undefined ? undefined : `${owner.kind}/${owner.name}`;
}

/** Nodes on which a pod lives now. */
function nodesOf(pods: Iterable<PodRecord>): {name: string; address: string | undefined}[] {
  const nodes = new Map<string, string | undefined>();
  for (const record of pods) {
    const bound = record.bound();
    const {spec, status} = record.pod();
    if (bound !== undefined && bound.to === undefined && spec?.nodeName !== undefined)
      nodes.set(spec.nodeName, status?.hostIP);
  }
  return [...nodes].map(([name, address]) => ({name, address}));
}

const IMAGE_EVENTS: Record<string, PodEventKind | undefined> = {Pulling: 'pulling', Pulled: 'pulled'};

function podsOf(state: WorkloadState, pods: ReadonlyMap<string, PodRecord>): PodRecord[] {
  return [...pods.values()].filter(pod => state.matches(pod.labels));
}

function recountWorkload(
  state: WorkloadState,
  pods: ReadonlyMap<string, PodRecord>,
  endpoints: EndpointTable,
  at: number,
  notBefore: number,
): void {
  let serving = 0;
  for (const pod of podsOf(state, pods)) {
    const inService = pod.alive() && isInService(pod, state, endpoints);
    if (inService) serving++;
    pod.setInService({inService, at, notBefore});
  }
  if (state.history.at(-1)?.serving !== serving) state.history.push({at, notBefore, serving});
}

function isInService(pod: PodRecord, state: WorkloadState, endpoints: EndpointTable): boolean {
  const serves = endpoints.serves(pod.pod());
  // A pod that no Service wants is missed all the same: one that is Ready counts.
  if (serves === undefined) return pod.ready();
  state.hasService = true;
  return serves;
}

function timelineOf(state: WorkloadState, pods: ReadonlyMap<string, PodRecord>, from: number): WorkloadTimeline {
  const before = state.history.filter(count => count.at < from).at(-1);
  return {
    workload: `${state.workload.kind}/${state.workload.name}`,
    hasService: state.hasService,
    expected: before?.serving ?? 0,
    serving: [...(before === undefined ? [] : [before]), ...state.history.filter(count => count.at >= from)],
    pods: podsOf(state, pods)
      .map(pod => pod.timeline())
      .filter(pod => pod.events.every(event => event.what !== 'gone' || event.at >= from))
      .map(pod => ({
        ...pod,
        events: pod.events.filter(event => event.at >= from),
        restarts: pod.events.filter(event => event.what === 'container-exited' && event.at >= from).length,
      })),
  };
}
