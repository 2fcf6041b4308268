import type {ObjectRef, ObjectSet} from '../../cluster/kube.js';

/** A Schedule or Workflow injects nothing by itself: it makes the objects that do, and labels them with its name. */
const CHILD_LABELS: Record<string, string> = {Schedule: 'managed-by', Workflow: 'chaos-mesh.org/workflow'};

/** Whether objects of this kind make others that inject. */
export function makesOthers(kind: string): boolean {
  return CHILD_LABELS[kind] !== undefined;
}

/** The object itself, as a set to watch. */
export function itself({apiVersion, kind, namespace, name}: ObjectRef): ObjectSet {
  return {apiVersion, kind, namespace, fieldSelector: `metadata.name=${name}`};
}

/** The objects that inject: itself, or those of these kinds that it makes. */
export function injectorsOf(ref: ObjectRef, kinds: readonly string[]): ObjectSet[] {
  const label = CHILD_LABELS[ref.kind];
  if (label === undefined) return [itself(ref)];
  const {apiVersion, namespace, name} = ref;
  return kinds.map(kind => ({apiVersion, kind, namespace, labelSelector: `${label}=${name}`}));
}
