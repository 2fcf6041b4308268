import type {ContainerStatus, Pod} from 'kubernetes-types/core/v1.js';
import type {ContainerRun} from './usage/usage.js';

/** When a pod's containers ran, as it grows; its init containers and sidecars among them. */
export interface ContainerRuns {
  see(pod: Pod, at: number): void;
  all(): ContainerRun[];
}

/** Follows one pod. A run that was over when it was first seen has no length. */
export function containerRuns(): ContainerRuns {
  const runs: ContainerRun[] = [];
  const latest = new Map<string, Run>();

  const seeOne = (status: ContainerStatus, at: number): void => {
    const {name, containerID = '', state} = status;
    const known = latest.get(name);
    const isRunning = state?.running !== undefined;
    if (known !== undefined && !(isRunning && containerID === known.id)) end(known, status, at);
    const hasRun = isRunning || state?.terminated !== undefined;
    if (!hasRun || containerID === known?.id) return;
    const latestRun: Run = {id: containerID, run: {container: name, from: at, to: undefined}};
    if (!isRunning) end(latestRun, status, at);
    runs.push(latestRun.run);
    latest.set(name, latestRun);
  };
  return {
    see: ({status}, at) => {
      for (const container of [...(status?.initContainerStatuses ?? []), ...(status?.containerStatuses ?? [])])
        seeOne(container, at);
    },
    all: () => runs.map(run => ({...run})),
  };
}

interface Run {
  id: string;
  run: ContainerRun;
}

/** The kubelet may tell of an end only as the past of the next container. */
function end({id, run}: Run, {state, lastState}: ContainerStatus, at: number): void {
  run.to ??= at;
  const reason = [state?.terminated, lastState?.terminated].find(past => past?.containerID === id)?.reason;
  if (reason !== undefined) run.reason = reason;
}
