/** Names one object. `namespace` is left out for cluster-scoped kinds. */
export interface ObjectRef {
  apiVersion: string;
  kind: string;
  name: string;
  namespace?: string | undefined;
}

/** A set of objects of one kind; without a namespace, those of all namespaces. */
export interface ObjectSet {
  apiVersion: string;
  kind: string;
  namespace?: string | undefined;
  labelSelector?: string | undefined;
  fieldSelector?: string | undefined;
}

export interface OwnerReference {
  apiVersion: string;
  kind: string;
  name: string;
  uid: string;
  controller?: boolean;
}

export interface ObjectMeta {
  name: string;
  namespace?: string;
  uid?: string;
  resourceVersion?: string;
  generation?: number;
  creationTimestamp?: string;
  deletionTimestamp?: string;
  deletionGracePeriodSeconds?: number;
  labels?: Record<string, string>;
  annotations?: Record<string, string>;
  ownerReferences?: OwnerReference[];
  finalizers?: string[];
}

/** Any object of Kubernetes, as JSON: no field is dropped or converted. Typed shapes come from the package kubernetes-types. */
export interface KubeObject {
  apiVersion: string;
  kind: string;
  metadata: ObjectMeta;
  [field: string]: unknown;
}

/** A change seen by a watch. It happened between `notBefore` and `at` (monotonic ms); they differ only across a gap in the watch. */
export interface WatchEvent<T = KubeObject> {
  type: 'ADDED' | 'MODIFIED' | 'DELETED';
  object: T;
  at: number;
  notBefore: number;
}

/** Takes what a watch sees, in order. An exception thrown here ends the watch with it. */
export interface WatchSink<T = KubeObject> {
  event(event: WatchEvent<T>): void;
  /** The state of the set is now complete: once at the start, and again after each relist. */
  synced?(at: number): void;
  /** The stream was away from `from` to `to` (monotonic ms); changes within it carry these bounds. */
  gap?(from: number, to: number): void;
}

export interface RawAnswer {
  status: number;
  headers: Record<string, string | string[] | undefined>;
  text: string;
}

/** What the gate asks of a Kubernetes API server. Errors: {@link Failure} `environment` when it can't be reached, {@link ApiError} when it refuses. */
export interface Kube {
  /** The API server's address, and the kubeconfig's context that named it. */
  readonly server: string;
  readonly context: string;
  /** The object, or undefined when there is none (or no such kind). */
  get<T = KubeObject>(ref: ObjectRef, signal?: AbortSignal): Promise<T | undefined>;
  list<T = KubeObject>(set: ObjectSet, signal?: AbortSignal): Promise<T[]>;
  /** Creates; 409 AlreadyExists is an {@link ApiError}. */
  create<T = KubeObject>(object: KubeObject, signal?: AbortSignal): Promise<T>;
  /** Server-side apply as field manager `chaos-cost-gate`; conflicts are an {@link ApiError} 409 unless `force`. */
  apply<T = KubeObject>(
    object: KubeObject,
    options?: {force?: boolean; dryRun?: boolean; signal?: AbortSignal},
  ): Promise<T>;
  /** JSON merge patch. */
  patch<T = KubeObject>(
    ref: ObjectRef,
    patch: unknown,
    options?: {subresource?: string; signal?: AbortSignal},
  ): Promise<T>;
  /** Asks for deletion: false when it was not there (or, with `uid`, when another object bears the name now). */
  delete(
    ref: ObjectRef,
    options?: {
      uid?: string | undefined;
      graceSeconds?: number;
      propagation?: 'Background' | 'Foreground' | 'Orphan';
      signal?: AbortSignal;
    },
  ): Promise<boolean>;
  /** Lists the set, then follows it through every interruption until the signal aborts (then it resolves). */
  watch<T = KubeObject>(set: ObjectSet, sink: WatchSink<T>, signal: AbortSignal): Promise<void>;
  /** Any request below the API server: service proxy, logs, metrics. Answers of every status are returned, not thrown. */
  raw(
    method: string,
    path: string,
    options?: {body?: string; headers?: Record<string, string>; timeoutMs?: number; signal?: AbortSignal},
  ): Promise<RawAnswer>;
  /** Whether the server serves this kind, and how; undefined when it doesn't. */
  resource(
    apiVersion: string,
    kind: string,
    signal?: AbortSignal,
  ): Promise<{plural: string; namespaced: boolean} | undefined>;
  /** The server's version, such as `v1.35.2`; the cheapest proof that it answers and lets us in. */
  version(signal?: AbortSignal): Promise<string>;
  /** What a client of one's own needs to reach `path` on the API server (for the load's worker, by the service proxy). */
  credentials(): Promise<ApiCredentials>;
  close(): Promise<void>;
}

export interface ApiCredentials {
  origin: string;
  /** The path that the API lives below, such as `/k8s/clusters/c-1`; left out where there is none. */
  basePath?: string;
  headers: Record<string, string>;
  tls: {ca?: string; cert?: string; key?: string; servername?: string; rejectUnauthorized?: boolean};
}

/** A refusal by the API server: its Status object in words. */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  readonly status: number;
  /** The Status' reason: NotFound, Conflict, Forbidden, Invalid, AlreadyExists, Expired, … */
  readonly reason: string;
  /** Seconds that Retry-After asked for. */
  readonly retryAfter: number | undefined;

  constructor(status: number, reason: string, message: string, retryAfter?: number) {
    super(message);
    this.status = status;
    this.reason = reason;
    this.retryAfter = retryAfter;
  }
}

/** True for an {@link ApiError}, of this status when one is given. */
export function isApiError(error: unknown, status?: number): error is ApiError {
  return (
    error instanceof Error &&
    error.name === 'ApiError' &&
    (status === undefined || (error as ApiError).status === status)
  );
}

/** `Deployment/shop/checkout`, for messages. */
export function describe(ref: {
  kind: string;
  name?: string;
  namespace?: string | undefined;
  metadata?: ObjectMeta;
}): string {
  const name = ref.name ?? ref.metadata?.name ?? '?';
  const namespace = ref.namespace ?? ref.metadata?.namespace;
  return namespace === undefined ? `${ref.kind}/${name}` : `${ref.kind}/${namespace}/${name}`;
}

/** The reference to an object. */
export function refOf(object: KubeObject): ObjectRef {
  return {
    apiVersion: object.apiVersion,
    kind: object.kind,
    name: object.metadata.name,
    namespace: object.metadata.namespace,
  };
}
