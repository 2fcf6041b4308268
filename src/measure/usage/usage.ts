/** Where usage was read. */
export type UsageSource = 'kubelet' | 'node-proxy' | 'metrics-api' | 'prometheus';

/** What a container had used up to a moment. */
export interface UsageSample {
  /** The source's own timestamp, on the monotonic clock (ms). */
  at: number;
  /** CPU seconds since the container's start: a counter. */
  cpuSeconds: number;
  /** Working set, bytes. */
  memoryBytes: number;
}

/** One container's life, from its start to its end: a restart begins another. Samples ascend in `at`, none is repeated. */
export interface ContainerUsage {
  /** The pod's name and UID; the UID is undefined where the source doesn't tell and the watch didn't know the pod. */
  pod: string;
  podUid: string | undefined;
  container: string;
  node: string;
  /** When it began and ended (monotonic ms), where that is known; a container that was never read may have no sample at all. */
  startedAt?: number;
  endedAt?: number;
  samples: UsageSample[];
}

/** What a pod reserves while it is alive: from the watch, to the millisecond. */
export interface PodReservation {
  uid: string;
  name: string;
  /** `Deployment/checkout`, or undefined for a pod of no known workload. */
  workload: string | undefined;
  /** The node it is bound to, as it was last seen. */
  node?: string | undefined;
  /** Bound to a node from `from` until before `to` (monotonic ms; undefined while it still is). Only bound pods reserve. */
  from: number;
  to: number | undefined;
  /** Whether it was told to end: the kubelet tells of no container's exit then before the last. */
  isEnding?: boolean;
  /** Cores and bytes, as the scheduler counts them: max(sum of containers + sidecars, init containers) + overhead. */
  cpuRequest: number;
  memoryRequest: number;
  /** Each of its containers and sidecars. */
  containers: ContainerResources[];
  /** When its containers ran, by the watch; undefined where that isn't known. */
  runs?: ContainerRun[];
}

/** From when until when a container ran (monotonic ms), as the watch saw it; `to` is undefined while it does. */
export interface ContainerRun {
  container: string;
  from: number;
  to: number | undefined;
  /** The runtime's word for its end, where it was seen: `OOMKilled`, `Error`, `Completed`. */
  reason?: string;
}

/** What a container asks for and may take: cores and bytes, undefined where it doesn't say. */
export interface ContainerResources {
  name: string;
  request: {cpu: number | undefined; memory: number | undefined};
  limit: {cpu: number | undefined; memory: number | undefined};
}

/** What a VerticalPodAutoscaler recommends for a container: cores and bytes. */
export interface VpaRecommendation {
  /** `Deployment/checkout`. */
  workload: string;
  container: string;
  target: {cpu: number | undefined; memory: number | undefined};
}

/** All that is known of the namespace's usage. */
export interface UsageRecord {
  source: UsageSource | undefined;
  containers: ContainerUsage[];
  reservations: PodReservation[];
  /** The labels of nodes by name, where prices depend on them; undefined where they weren't asked for. */
  nodeLabels?: ReadonlyMap<string, Readonly<Record<string, string>>> | undefined;
  /** What went wrong, in sentences: stale timestamps, a source that was given up, why there is none. */
  notes: string[];
}
