import type {Exact} from './exact.js';
import type {Gap} from './gap.js';
import type {PodRequests} from './pod-requests.js';

/** Storage that somebody claims. */
export interface Claim {
  bytes: Exact;
  /** How many such volumes there are, and at an autoscaler's most. */
  count: Exact;
  most: Exact;
}

/** What one object of the manifests reserves, before it is priced. */
export interface Demand {
  /** `Deployment/checkout`. */
  name: string;
  namespace: string | undefined;
  /** For people: `3 pods`, `2 to 6 pods by an HPA, 2 counted`. */
  amount: string;
  /** How many pods there are on average over a month, and at an autoscaler's most. */
  pods: Exact;
  most: Exact;
  pod: PodRequests | undefined;
  /** Labels that the node must have. */
  nodeSelector: Readonly<Record<string, string>>;
  claims: Claim[];
  loadBalancers: number;
  gaps: Gap[];
}
