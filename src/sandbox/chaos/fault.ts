import type {Pod} from 'kubernetes-types/core/v1.js';
import type {SandboxNode} from '../node/node.js';
import type {NodeMachine} from '../node/node-object.js';
import type {Store} from '../store.js';

export interface FaultPorts {
  store: Store;
  node: SandboxNode;
  machine: NodeMachine;
}

/** What an object of Chaos Mesh does, to one target at a time. */
export interface ChaosFault {
  /** One-shot faults ignore a duration, as Chaos Mesh's do. */
  lifecycle: 'one-shot' | 'lasting';
  /** `NAMESPACE/POD` or `NAMESPACE/POD/CONTAINER`, for each target in the pod. */
  targets(pod: Pod): string[];
  /** Returns how to undo it. Throws with a sentence where it can't be done. */
  inject(pod: Pod, container: string | undefined): () => void;
}
