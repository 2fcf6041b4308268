import type {Container, ContainerStatus, Pod} from 'kubernetes-types/core/v1.js';
import {type KubeObject, refOf} from '../../cluster/kube.js';
import type {ContainerRun} from './container-run.js';
import {type PodPorts, startContainer} from './pod-container.js';
import {type PodSight, podStatus} from './pod-status.js';

/** A pod on the node. */
export interface PodRun {
  readonly pod: Pod;
  container(name: string): ContainerRun | undefined;
  all(): ContainerRun[];
  /** Ends its processes, within the grace. Called again, it only shortens the grace. */
  stop(graceMs: number): Promise<void>;
}

/** Runs a pod that was bound to the node: its init containers one after the other, then the others together. Writes its status. */
export function runPod(object: KubeObject, ports: PodPorts): PodRun {
  const pod = object as unknown as Pod;
  const {initContainers = [], containers = []} = pod.spec ?? {};
  const runs = new Map<string, ContainerRun>();
  const stopping = new AbortController();
  let initialized = initContainers.length === 0;

  const publish = (): void => writeStatus(object, () => sightOf(pod, runs, initialized), ports);
  const start = (container: Container, role: 'init' | 'main'): ContainerRun => {
    const run = startContainer(container, role, {object, ports, stopping: stopping.signal, changed: publish});
    runs.set(container.name, run);
    return run;
  };
  const live = async (): Promise<void> => {
    publish();
    for (const container of initContainers) {
      const run = start(container, 'init');
      await run.over;
      if (run.outcome() !== 'succeeded' || stopping.signal.aborted) return publish();
    }
    initialized = true;
    await Promise.all(containers.map(container => start(container, 'main').over));
    publish();
  };
  const lived = live();

  return {
    pod,
    container: name => runs.get(name),
    all: () => [...runs.values()],
    stop: async withinMs => {
      if (!stopping.signal.aborted) {
        stopping.abort();
        sayKilling(object, [...runs.values()], ports);
      }
      await Promise.all([...runs.values()].map(run => run.stop(withinMs)));
      await lived;
    },
  };
}

/** Writes what is seen of a pod into its status, unless the object is another's by now. */
function writeStatus(object: KubeObject, look: () => PodSight, {store, clock}: PodPorts): void {
  const ref = refOf(object);
  if (store.get(ref)?.metadata.uid !== object.metadata.uid) return;
  store.update(ref, current => ({...current, status: podStatus(current as unknown as Pod, look(), clock.today())}), {
    subresource: 'status',
  });
}

function sightOf({spec}: Pod, runs: ReadonlyMap<string, ContainerRun>, initialized: boolean): PodSight {
  const {initContainers = [], containers = []} = spec ?? {};
  const status = ({name, image = ''}: Container): ContainerStatus =>
    runs.get(name)?.status() ?? {...UNSTARTED, name, image};
  return {
    init: initContainers.map(status).map(asInit),
    containers: containers.map(status),
    initialized,
    outcome: outcomeOf(runs, {initContainers, containers}),
  };
}

function sayKilling(object: KubeObject, runs: readonly ContainerRun[], {say}: PodPorts): void {
  for (const {name} of runs.filter(run => run.running() !== undefined)) {
    const message = `Stopping container ${name}`;
    say(object, {type: 'Normal', reason: 'Killing', message, fieldPath: `spec.containers{${name}}`});
  }
}

const UNSTARTED = {
  imageID: '',
  ready: false,
  started: false,
  restartCount: 0,
  state: {waiting: {reason: 'PodInitializing'}},
  lastState: {},
};

/** An init container is ready once it has succeeded. */
function asInit(status: ContainerStatus): ContainerStatus {
  return {...status, ready: status.state?.terminated?.exitCode === 0};
}

function outcomeOf(
  runs: ReadonlyMap<string, ContainerRun>,
  {initContainers, containers}: {initContainers: readonly Container[]; containers: readonly Container[]},
): 'Succeeded' | 'Failed' | undefined {
  const outcomes = (all: readonly Container[]) => all.map(({name}) => runs.get(name)?.outcome());
  if (outcomes(initContainers).includes('failed')) return 'Failed';
  const ends = outcomes(containers);
  if (ends.some(end => end === undefined)) return undefined;
  return ends.includes('failed') ? 'Failed' : 'Succeeded';
}
