import type {Pod} from 'kubernetes-types/core/v1.js';

export interface PodBuilder {
  build(): Pod;
  scheduledOn(node: string): PodBuilder;
  initialized(): PodBuilder;
  running(containerID: string): PodBuilder;
  exited(containerID: string, exitCode: number, reason?: string): PodBuilder;
  /** The container runs again as `containerID`; the one before is its last state. */
  restartedAs(containerID: string, previous: string, exitCode: number, restarts?: number): PodBuilder;
  ready(): PodBuilder;
  unready(): PodBuilder;
  terminating(): PodBuilder;
}

/** A pod of one container `app` with the label app=shop; each call gives a new one. */
export function aPod(name: string, uid = `uid-${name}`): PodBuilder {
  return builder({
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {name, uid, namespace: 'test', labels: {app: 'shop'}},
    spec: {containers: [{name: 'app'}]},
    status: {phase: 'Pending', conditions: []},
  });
}

function builder(pod: Pod): PodBuilder {
  const but = (change: (copy: Pod) => void): PodBuilder => {
    const copy = structuredClone(pod);
    change(copy);
    return builder(copy);
  };
  const condition = (type: string, status: 'True' | 'False') =>
    but(copy => {
      copy.status!.conditions = [...(copy.status!.conditions ?? []).filter(c => c.type !== type), {type, status}];
    });
  const container = (state: object, restartCount: number, lastState: object = {}) =>
    but(copy => {
      copy.status!.phase = 'Running';
      copy.status!.containerStatuses = [
        {name: 'app', image: 'i', imageID: '', ready: true, restartCount, ...state, lastState},
      ];
    });
  return {
    build: () => pod,
    scheduledOn: node => but(copy => void Object.assign(copy.spec!, {nodeName: node})),
    initialized: () => condition('Initialized', 'True'),
    running: containerID => container({containerID, state: {running: {}}}, 0),
    exited: (containerID, exitCode, reason) =>
      container(
        {containerID, state: {terminated: {containerID, exitCode, ...(reason === undefined ? {} : {reason})}}},
        0,
      ),
    restartedAs: (containerID, previous, exitCode, restarts = 1) =>
      container({containerID, state: {running: {}}}, restarts, {terminated: {containerID: previous, exitCode}}),
    ready: () => condition('Ready', 'True'),
    unready: () => condition('Ready', 'False'),
    terminating: () => but(copy => void Object.assign(copy.metadata!, {deletionTimestamp: '2026-01-01T00:00:00Z'})),
  };
}
