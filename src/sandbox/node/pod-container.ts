import type {Container, Pod} from 'kubernetes-types/core/v1.js';
import type {KubeObject} from '../../cluster/kube.js';
import type {Clock} from '../../runtime/clock.js';
import type {Say} from '../events.js';
import type {Store} from '../store.js';
import type {RestartPolicy} from './container-life.js';
import {runProbes} from './container-probes.js';
import {type ContainerRun, runContainer} from './container-run.js';
import {environmentOf, expanded} from './environment.js';
import {runBeside} from './exec.js';
import {preStopOf} from './pre-stop.js';
import {type ProbeScene, probeOnce} from './probe.js';
import {whyRefused} from './refused-pod.js';
import type {Launch} from './supervised-process.js';

export interface PodPorts {
  store: Store;
  clock: Clock;
  say: Say;
  /** The folder that containers of an image work in. */
  folderOf(image: string): string;
  /** Where programs are found. */
  path: string;
}

/** The pod around a container. */
export interface PodScene {
  object: KubeObject;
  ports: PodPorts;
  /** Aborts when the pod is to end. */
  stopping: AbortSignal;
  /** Told of each change of a container's status. */
  changed(): void;
}

/** Starts a container of a pod, with its environment, its probes and its hook. */
export function startContainer(container: Container, role: 'init' | 'main', scene: PodScene): ContainerRun {
  const {object, ports, changed} = scene;
  const {clock} = ports;
  const {name, namespace, uid} = object.metadata;
  const pod = object as unknown as Pod;
  const launch = () => launchOf(pod, container, ports);
  const probed: ProbeScene = {
    pod,
    container,
    clock,
    exec: (command, signal) => runBeside({...launch(), argv: command}, signal),
  };
  const tell = (type: 'Normal' | 'Warning', reason: string, message: string): void => {
    const list = role === 'init' ? 'initContainers' : 'containers';
    ports.say(object, {type, reason, message, fieldPath: `spec.${list}{${container.name}}`});
  };
  return runContainer(container, {
    clock,
    restart: restartOf(pod, role),
    pod: `${name}_${namespace}(${uid})`,
    refusal: whyRefused(pod, container),
    launch,
    preStop: signal => preStopOf(probed, {signal, failed: message => tell('Warning', 'FailedPreStopHook', message)}),
    began: (run, ended) => {
      if (role === 'main') followProbes(run, probed, {tell, ended, stopping: scene.stopping});
    },
    changed,
    say: tell,
  });
}

function launchOf(pod: Pod, container: Container, {store, path, folderOf}: PodPorts): Omit<Launch, 'output'> {
  const cwd = container.workingDir ?? folderOf(container.image ?? '');
  const env = environmentOf(pod, container, {store, path, cwd});
  const argv = [...(container.command ?? []), ...(container.args ?? [])].map(word => expanded(word, env));
  return {argv, cwd, env};
}

/** An init container that has succeeded is done, whatever the pod's policy. */
function restartOf({spec}: Pod, role: 'init' | 'main'): RestartPolicy {
  const policy = (spec?.restartPolicy ?? 'Always') as RestartPolicy;
  return role === 'init' && policy === 'Always' ? 'OnFailure' : policy;
}

interface Follower {
  tell(type: 'Normal' | 'Warning', reason: string, message: string): void;
  /** Aborts with the end of the process. */
  ended: AbortSignal;
  stopping: AbortSignal;
}

/** Probes a container until its process has ended, or its pod is to end. */
function followProbes(run: ContainerRun, scene: ProbeScene, {tell, ended, stopping}: Follower): void {
  const {pod, container, clock} = scene;
  const graceMs = (pod.spec?.terminationGracePeriodSeconds ?? 30) * 1000;
  const over = AbortSignal.any([ended, stopping]);
  runProbes(
    {
      container,
      clock,
      once: probe => probeOnce(probe, scene, ended),
      unhealthy: message => tell('Warning', 'Unhealthy', message),
      started: run.setStarted,
      ready: run.setReady,
      broken: probe => {
        tell('Normal', 'Killing', `Container ${container.name} failed ${probe} probe, will be restarted`);
        void run.terminate(graceMs);
      },
    },
    over,
  ).catch(error => {
    // A sleep that was cut short by the end of what it belongs to is no error.
    if (!over.aborted) throw error;
  });
}
