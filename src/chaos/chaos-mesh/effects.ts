import type {PodEventKind} from '../../measure/timeline.js';
import type {FaultKind} from '../../spec/schema.js';
import {makesOthers} from './watch-sets.js';

/** What shows a fault of Chaos Mesh in its targets' pods, apart from Chaos Mesh's word. */
export function effectsOf(kind: FaultKind): PodEventKind[] {
  return EFFECTS[kind] ?? ANY_EFFECT;
}

/** What takes a lasting fault away from a target, by the kind of its object, since Chaos Mesh does not inject again. */
export function lostWith(objectKind: string): PodEventKind[] {
  if (makesOthers(objectKind)) return []; // they inject again, or kill on purpose
  return IN_PROCESS.includes(objectKind) ? ['container-exited', 'terminating', 'gone'] : ['terminating', 'gone'];
}

/** The kinds that sit in a container's processes; the others in the pod's network or spec. */
const IN_PROCESS = ['StressChaos', 'IOChaos', 'TimeChaos', 'JVMChaos', 'KernelChaos'];
const ANY_EFFECT: PodEventKind[] = ['terminating', 'gone', 'container-exited', 'unready'];
const EFFECTS: Partial<Record<FaultKind, PodEventKind[]>> = {
  podKill: ['terminating', 'gone', 'container-exited'],
  podFailure: ['container-exited', 'unready'],
  containerKill: ['container-exited'],
  cpu: ['container-exited', 'unready'],
  memory: ['container-exited', 'unready'],
  partition: ['unready'],
  networkDelay: ['unready'],
  networkLoss: ['unready'],
  httpAbort: ['unready'],
};
