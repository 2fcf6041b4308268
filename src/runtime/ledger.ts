import type {ObjectRef} from '../cluster/kube.js';

/**
 * What the run has made in the cluster, on disk *before* it is made, so that a later process can undo it.
 * Every call has reached the disk when it returns.
 */
export interface Ledger {
  readonly runId: string;
  /** The object is about to be created. */
  intend(ref: ObjectRef): void;
  /** It was created, with this UID: roll-back deletes this very object and no other of its name. */
  created(ref: ObjectRef, uid: string): void;
  /** It is gone, or was never made. */
  gone(ref: ObjectRef): void;
}
