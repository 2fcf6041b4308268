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
  const latest = new Map<string, {id: string; run: ContainerRun}>();

  const seeOne = ({name, containerID = '', state}: ContainerStatus, at: number): void => {
    const known = latest.get(name);
    const isRunning = state?.running !== undefined;
    if (known !== undefined && !(isRunning && containerID === known.id)) known.run.to ??= at;
    const hasRun = isRunning || state?.terminated !== undefined;
    if (!hasRun || containerID === known?.id) return;
    const run = {container: name, from: at, to: isRunning ? undefined : at};
    runs.push(run);
    latest.set(name, {id: containerID, run});
  };
  return {
    see: ({status}, at) => {
      for (const container of [...(status?.initContainerStatuses ?? []), ...(status?.containerStatuses ?? [])])
        seeOne(container, at);
    },
    all: () => runs.map(run => ({...run})),
  };
}
