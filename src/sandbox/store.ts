import type {KubeObject, ObjectRef} from '../cluster/kube.js';

/** A change of the store, in the order in which it happened. */
export interface StoreEvent {
  type: 'ADDED' | 'MODIFIED' | 'DELETED';
  object: KubeObject;
  /** The object as it was before, where there was one: watches with a selector need it. */
  before?: KubeObject | undefined;
  /** The revision of the whole store that this change made; grows by one each time. */
  revision: number;
}

export interface Removal {
  /** Only the object with this UID; another bearer of the name is a 409. */
  uid?: string | undefined;
  graceSeconds?: number | undefined;
  propagation?: 'Background' | 'Foreground' | 'Orphan' | undefined;
  dryRun?: boolean | undefined;
}

/** A dry run is answered as if it were none, and changes nothing. */
export interface Trial {
  dryRun?: boolean | undefined;
}

/**
 * The objects of the sandbox, in memory, with the API server's rules: UIDs, resourceVersions, generations, finalizers,
 * graceful deletion of pods, one writer at a time (every method ends before another begins). What it returns and hands to
 * listeners is a copy that nobody else holds. Refusals are {@link StatusError}.
 */
export interface Store {
  get(ref: ObjectRef): KubeObject | undefined;
  /** Of one kind (`apiVersion` and `kind`), in all namespaces or one; ordered by namespace and name. */
  list(set: {apiVersion: string; kind: string; namespace?: string | undefined}): KubeObject[];
  /** Gives uid, resourceVersion, creationTimestamp and generation; resolves `generateName`. */
  create(object: KubeObject, options?: Trial): KubeObject;
  /**
   * Replaces the object by what `change` makes of it; where nothing changed, nothing happens. The subresource says which part
   * may change: `status` only that, none all but that. A `metadata.resourceVersion` that `change` leaves is not checked: nobody else
   * writes meanwhile. An object that is being deleted goes when its last finalizer does.
   */
  update(
    ref: ObjectRef,
    change: (object: KubeObject) => KubeObject,
    options?: {subresource?: 'status' | undefined} & Trial,
  ): KubeObject;
  /**
   * Deletes, or marks as being deleted what has finalizers or (pods) a grace. The node ends a marked pod with {@link Store.forget}. Returns the
   * object as it is then.
   */
  remove(ref: ObjectRef, options?: Removal): KubeObject;
  /** The pod's processes have ended: takes the marked object away (its finalizers permitting). Unknown UIDs are ignored. */
  forget(ref: ObjectRef, uid: string): void;
  /** Calls back after each change of these kinds (`apiVersion/kind`, such as `apps/v1/Deployment`), never inside of one; returns the end of it. */
  subscribe(kinds: string[], listener: (event: StoreEvent) => void): () => void;
  /** The revision of the last change. */
  readonly revision: number;
}

/** A refusal in the API server's terms. */
export class StatusError extends Error {
  override readonly name = 'StatusError';
  /** The HTTP status. */
  readonly code: number;
  /** NotFound, AlreadyExists, Conflict, Invalid, Expired, … */
  readonly reason: string;
  /** More of it for programs, such as the fields that are wrong. */
  readonly details: StatusDetails;

  constructor(code: number, reason: string, message: string, details: StatusDetails = {}) {
    super(message);
    this.code = code;
    this.reason = reason;
    this.details = details;
  }
}

export interface StatusDetails {
  name?: string;
  kind?: string;
  group?: string;
  causes?: {reason: string; message: string; field: string}[];
  retryAfterSeconds?: number;
}
