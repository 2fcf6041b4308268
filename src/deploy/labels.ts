import type {KubeObject, ObjectMeta} from '../cluster/kube.js';

/** Says that an object is the gate's, of this run or of an earlier one. */
export const MANAGED_BY_LABEL = 'app.kubernetes.io/managed-by';
export const MANAGED_BY = 'chaos-cost-gate';

/** Names the run that made an object. */
export const RUN_LABEL = 'chaos-cost-gate/run';

/** The labels of everything that a run makes. */
export function labelsOfRun(runId: string): Record<string, string> {
  return {[MANAGED_BY_LABEL]: MANAGED_BY, [RUN_LABEL]: runId};
}

/** Whether a gate made the object: this run, or one that left it behind. */
export function isOurs(object: {metadata: Pick<ObjectMeta, 'labels'>}): boolean {
  return object.metadata.labels?.[MANAGED_BY_LABEL] === MANAGED_BY;
}

/** A copy without the run's labels: for objects that were there before us, which must never look like ours. */
export function withoutRunLabels(object: KubeObject): KubeObject {
  const {[MANAGED_BY_LABEL]: _managedBy, [RUN_LABEL]: _run, ...labels} = object.metadata.labels ?? {};
  return {...object, metadata: {...object.metadata, labels}};
}
