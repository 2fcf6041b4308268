/** The kinds that can be targets. */
export type WorkloadKind = 'Deployment' | 'StatefulSet' | 'DaemonSet';

export interface Workload {
  kind: WorkloadKind;
  name: string;
  /** The label selector of its pods, as the API takes it. */
  selector: string;
}

/** What was deployed, ready to be broken. */
export interface Victim {
  namespace: string;
  workloads: Workload[];
  /** What the reader should know: rewritten namespaces, adopted objects, restarts. */
  notices: string[];
}
