import type {KubeObject} from '../../cluster/kube.js';

/** The one version of Chaos Mesh's kinds. */
export const CHAOS_API = 'chaos-mesh.org/v1alpha1';

/** What Chaos Mesh writes about one pod or container. */
export interface ChaosRecord {
  /** `NAMESPACE/POD` or `NAMESPACE/POD/CONTAINER`. */
  id: string;
  /** `.` for the targets, `.Target` for the other side of a network fault. */
  selectorKey: string;
  phase: string;
  injectedCount: number;
  recoveredCount: number;
  events?: {operation: string; type: string; message?: string}[];
}

/** An object of Chaos Mesh that injects one fault. */
export interface ChaosObject extends KubeObject {
  status?: {
    conditions?: {type: string; status: string}[];
    experiment?: {desiredPhase?: string; containerRecords?: ChaosRecord[]};
  };
}

/** Whether every target has the fault. */
export function isInjected(object: ChaosObject): boolean {
  return holds(object, 'AllInjected');
}

/** Whether Chaos Mesh has ended the fault in every target. */
export function isRecovered(object: ChaosObject): boolean {
  const records = recordsOf(object);
  const wasTold = object.metadata.deletionTimestamp !== undefined || object.status?.experiment?.desiredPhase === 'Stop';
  return wasTold && records.length > 0 && records.every(({phase}) => phase === 'Not Injected');
}

/** Whether Chaos Mesh has found pods that fit the selector. */
export function isSelected(object: ChaosObject): boolean {
  return holds(object, 'Selected');
}

/** Names of the pods that are the fault's targets. */
export function podsHit(object: ChaosObject): string[] {
  const names = recordsOf(object)
    .filter(({selectorKey}) => selectorKey !== '.Target')
    .map(({id}) => id.split('/')[1] ?? id);
  return [...new Set(names)];
}

/** The actions that are over once they are done, and leave nothing in a pod. */
export const ONE_SHOT_ACTIONS = ['pod-kill', 'container-kill'];

/** Names of the pods, on either side of it, that a fault may still be in. */
export function podsTouched(object: ChaosObject): string[] {
  const {action} = (object.spec ?? {}) as {action?: string};
  if (ONE_SHOT_ACTIONS.includes(String(action))) return [];
  return [...new Set(recordsOf(object).map(({id}) => id.split('/')[1] ?? id))];
}

/** What Chaos Mesh says of the targets that it can't inject into: the last word of each, none twice. */
export function complaints(object: ChaosObject): string[] {
  const last = recordsOf(object)
    .filter(({phase}) => phase !== 'Injected')
    .flatMap(({events = []}) => events.filter(({type}) => type === 'Failed').slice(-1))
    .flatMap(({message}) => (message === undefined ? [] : [message]));
  return [...new Set(last)];
}

function recordsOf({status}: ChaosObject): ChaosRecord[] {
  return status?.experiment?.containerRecords ?? [];
}

function holds({status}: ChaosObject, type: string): boolean {
  return status?.conditions?.some(condition => condition.type === type && condition.status === 'True') ?? false;
}
