import type {Container, ContainerStatus, Pod} from 'kubernetes-types/core/v1.js';
import {type KubeObject, refOf} from '../../cluster/kube.js';
import type {Clock} from '../../runtime/clock.js';
import type {Say} from '../events.js';
import type {Store} from '../store.js';
import {runProbes} from './container-probes.js';
import {type ContainerRun, runContainer} from './container-run.js';
import {environmentOf, expanded} from './environment.js';
import {runBeside} from './exec.js';
import {podStatus} from './pod-status.js';
import {preStopOf} from './pre-stop.js';
import {probeOnce} from './probe.js';
import {whyRefused} from './refused-pod.js';
import type {Launch} from './supervised-process.js';

/** A pod on the node. */
export interface PodRun {
  readonly pod: Pod;
  container(name: string): ContainerRun | undefined;
  all(): ContainerRun[];
  /** Ends its processes, within the grace. Called again, it only shortens the grace. */
  stop(graceMs: number): Promise<void>;
}

export interface PodPorts {
  store: Store;
  clock: Clock;
  say: Say;
  /** The folder that containers of an image work in. */
  folderOf(image: string): string;
  /** Where programs are found. */
  path: string;
}

/** Runs a pod that was bound to the node: its init containers one after the other, then the others together. Writes its status. */
export function runPod(object: KubeObject, ports: PodPorts): PodRun {
  const {store, clock, say} = ports;
  const pod = object as unknown as Pod;
  const {initContainers = [], containers = []} = pod.spec ?? {};
  const ref = refOf(object);
  const runs = new Map<string, ContainerRun>();
  const stopping = new AbortController();
  const restart = (pod.spec?.restartPolicy ?? 'Always') as 'Always' | 'OnFailure' | 'Never';
  const graceMs = (pod.spec?.terminationGracePeriodSeconds ?? 30) * 1000;
  let initialized = initContainers.length === 0;

  const publish = (): void => {
    if (store.get(ref)?.metadata.uid !== object.metadata.uid) return;
    const status = (container: Container): ContainerStatus =>
      runs.get(container.name)?.status() ?? {...UNSTARTED, name: container.name, image: container.image ?? ''};
    store.update(
      ref,
      current => {
        const sight = {
          init: initContainers.map(status).map(asInit),
          containers: containers.map(status),
          initialized,
          outcome: outcomeOf(runs, {initContainers, containers}),
        };
        return {...current, status: podStatus(current as unknown as Pod, sight, clock.today())};
      },
      {subresource: 'status'},
    );
  };

  const launch = (container: Container): Omit<Launch, 'output'> => {
    const cwd = container.workingDir ?? ports.folderOf(container.image ?? '');
    const env = environmentOf(pod, container, {store, path: ports.path, cwd});
    const argv = [...(container.command ?? []), ...(container.args ?? [])].map(word => expanded(word, env));
    return {argv, cwd, env};
  };

  const start = (container: Container, role: 'init' | 'main'): ContainerRun => {
    const exec = (command: readonly string[], signal: AbortSignal) =>
      runBeside({...launch(container), argv: command}, signal);
    const tell = (type: 'Normal' | 'Warning', reason: string, message: string): void => {
      const list = role === 'init' ? 'initContainers' : 'containers';
      say(object, {type, reason, message, fieldPath: `spec.${list}{${container.name}}`});
    };
    const scene = {pod, container, clock, exec};
    const run = runContainer(container, {
      clock,
      restart: role === 'init' && restart === 'Always' ? 'OnFailure' : restart,
      pod: `${object.metadata.name}_${object.metadata.namespace}(${object.metadata.uid})`,
      refusal: whyRefused(pod, container),
      launch: () => launch(container),
      preStop: signal => preStopOf(scene, {signal, failed: message => tell('Warning', 'FailedPreStopHook', message)}),
      began: (begun, signal) => {
        if (role === 'init') return;
        const probes = {
          Startup: container.startupProbe,
          Readiness: container.readinessProbe,
          Liveness: container.livenessProbe,
        };
        runProbes(
          {
            container,
            clock,
            once: kind => probeOnce(probes[kind] ?? {}, scene, signal),
            unhealthy: message => tell('Warning', 'Unhealthy', message),
            started: () => begun.setStarted(),
            ready: begun.setReady,
            broken: probe => {
              tell('Normal', 'Killing', `Container ${container.name} failed ${probe} probe, will be restarted`);
              void begun.terminate(graceMs);
            },
          },
          AbortSignal.any([signal, stopping.signal]),
        ).catch(ignoreEnd(signal, stopping.signal));
      },
      changed: publish,
      say: tell,
    });
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
        for (const run of runs.values()) {
          if (run.running() !== undefined)
            say(object, {
              type: 'Normal',
              reason: 'Killing',
              message: `Stopping container ${run.name}`,
              fieldPath: `spec.containers{${run.name}}`,
            });
        }
      }
      await Promise.all([...runs.values()].map(run => run.stop(withinMs)));
      await lived;
    },
  };
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

/** A sleep that was cut short by the end of what it belongs to is no error. */
function ignoreEnd(...signals: AbortSignal[]): (error: unknown) => void {
  return error => {
    if (!signals.some(({aborted}) => aborted)) throw error;
  };
}
