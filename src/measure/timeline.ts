/** What happened to a pod, in the order of a healthy start, then of an end. */
export type PodEventKind =
  | 'created'
  | 'scheduled'
  | 'pulling'
  | 'pulled'
  | 'initialized'
  | 'started'
  | 'containers-ready' // only of pods with readiness gates, which may be held back from here on
  | 'ready'
  | 'in-service'
  | 'unready'
  | 'out-of-service'
  | 'container-exited'
  | 'terminating'
  | 'gone';

/** Between `notBefore` and `at`, in monotonic ms, as the watch saw it. */
export interface PodEvent {
  what: PodEventKind;
  at: number;
  notBefore: number;
  /** The container's name, exit code and reason, or the kubelet's message. */
  detail?: string;
  /** Of `container-exited`. */
  exit?: ContainerExit;
  /** Of `terminating`: how many seconds the deletion gives the pod to end. */
  graceSeconds?: number;
  /** Of `containers-ready` and `unready`: the closed readiness gates, where nothing else keeps the pod from being ready; never empty. */
  gates?: string[];
}

/** How a container ended. */
export interface ContainerExit {
  container: string;
  code: number;
  /** The runtime's word: `OOMKilled`, `Error`, `Completed`. */
  reason?: string;
}

export interface PodTimeline {
  uid: string;
  name: string;
  node: string | undefined;
  events: PodEvent[];
  /** Containers of it that ended since the recording began. */
  restarts: number;
}

/** How many pods of the workload were in service from `at` on. */
export interface ServingCount {
  at: number;
  notBefore: number;
  /** Ready, non-terminating endpoints by UID over all EndpointSlices; Ready pods where there is no Service. */
  serving: number;
}

export interface WorkloadTimeline {
  /** `Deployment/checkout`. */
  workload: string;
  /** Whether a Service selects its pods. */
  hasService: boolean;
  /** `serving` just before the fault. */
  expected: number;
  serving: ServingCount[];
  pods: PodTimeline[];
}
