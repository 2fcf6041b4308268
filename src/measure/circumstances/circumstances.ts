/** What is known of the pods' surroundings: the facts that explain a recovery. All of it is best effort: what could not be had is missing. */
export interface Circumstances {
  pods: PodFacts[];
  news: PodNews[];
  shortages: Shortage[];
  throttling: ThrottleSeries[];
  /** What people should know of the way the throttling was read. */
  throttlingCaveat: string | undefined;
  /** Workloads (`Deployment/checkout`) of which a PodDisruptionBudget selects the pods; undefined where budgets may not be read. */
  budgeted: string[] | undefined;
}

/** What a pod's spec says, and how its init containers fared. */
export interface PodFacts {
  uid: string;
  name: string;
  initContainers: InitFacts[];
  containers: ContainerFacts[];
}

export interface InitFacts {
  name: string;
  /** How long it ran, by its one-second timestamps; undefined where it has not ended. */
  seconds?: number;
  /** It does not end before the pod does: what comes after it waits for its start only. */
  isSidecar?: true;
}

export interface ContainerFacts {
  name: string;
  image: string;
  pullPolicy: string;
  readiness?: ProbeFacts;
  startup?: ProbeFacts;
  /** As written: `50m`, `32Mi`. */
  cpuLimit?: string;
  memoryLimit?: string;
}

/** How a probe asks; seconds, with Kubernetes' defaults filled in. */
export interface ProbeFacts {
  initialDelay: number;
  period: number;
  /** Where it is more than 1. */
  successThreshold?: number;
}

/** An Event about a pod, each time that it was seen. */
export interface PodNews {
  podUid: string;
  pod: string;
  /** Where it is about one of them. */
  container?: string;
  /** `FailedScheduling`, `Unhealthy`, `BackOff`. */
  reason: string;
  message: string;
  /** Monotonic ms. */
  at: number;
  notBefore: number;
}

/** What a pod that found no node asked for, and how much of it the node with the most room had left. */
export interface Shortage {
  podUid: string;
  resource: string;
  /** Cores, bytes or pieces. */
  asked: number;
  free: number;
}

/** How often a pod's cgroup was out of its CPU quota: counters by cAdvisor, 10 to 15 s apart. */
export interface ThrottleSeries {
  podUid: string;
  samples: ThrottleSample[];
}

export interface ThrottleSample {
  /** cAdvisor's own timestamp, on the monotonic clock (ms). */
  at: number;
  periods: number;
  throttled: number;
}
