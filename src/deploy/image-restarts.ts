import {isDeepStrictEqual} from 'node:util';
import type {Pod, PodTemplateSpec} from 'kubernetes-types/core/v1.js';
import {type Kube, type KubeObject, refOf} from '../cluster/kube.js';
import type {Clock} from '../runtime/clock.js';
import type {BuiltImage} from './images.js';
import {selectorOf, type WorkloadObject} from './workloads.js';

export interface RestartPorts {
  kube: Kube;
  clock: Clock;
  signal: AbortSignal;
}

/** A workload of the victim as the server has it now, and as it was before the run, if it was. */
export interface StandingWorkload {
  before: KubeObject | undefined;
  now: WorkloadObject;
}

/**
 * Restarts, as `kubectl rollout restart` does, the workloads that stayed as they were although an image of theirs was built anew
 * under the same tag: their pods would run the old one. Gives all the workloads back, as they are then.
 */
export async function restartOnNewImages(
  standing: readonly StandingWorkload[],
  built: readonly BuiltImage[],
  ports: RestartPorts,
): Promise<{workloads: WorkloadObject[]; notices: string[]}> {
  const workloads: WorkloadObject[] = [];
  const notices: string[] = [];
  for (const {before, now} of standing) {
    const isUnchanged = before !== undefined && isDeepStrictEqual(templateOf(before), templateOf(now));
    const images = isUnchanged ? built.filter(image => usesImage(templateOf(now), image.name)) : [];
    if (images.length === 0 || !(await runsOtherThan(images, now, ports))) {
      workloads.push(now);
      continue;
    }
    workloads.push(await restart(now, ports));
    const names = images.map(image => image.name).join(', ');
    notices.push(`${now.kind}/${now.metadata.name} was restarted, since ${names} was built anew under the same tag.`);
  }
  return {workloads, notices};
}

async function restart(workload: WorkloadObject, {kube, clock, signal}: RestartPorts): Promise<WorkloadObject> {
  const annotations = {'kubectl.kubernetes.io/restartedAt': clock.today().toISOString()};
  return kube.patch<WorkloadObject>(refOf(workload), {spec: {template: {metadata: {annotations}}}}, {signal});
}

function templateOf(object: KubeObject): PodTemplateSpec | undefined {
  return (object.spec as {template?: PodTemplateSpec} | undefined)?.template;
}

function usesImage(template: PodTemplateSpec | undefined, name: string): boolean {
  const containers = [...(template?.spec?.initContainers ?? []), ...(template?.spec?.containers ?? [])];
  return containers.some(({image}) => image !== undefined && fullName(image) === fullName(name));
}

/** Some runtimes report another digest than Docker's id of the same image: then one restart too many is made, and never one too few. */
async function runsOtherThan(
  images: readonly BuiltImage[],
  workload: WorkloadObject,
  {kube, signal}: RestartPorts,
): Promise<boolean> {
  const {namespace} = workload.metadata;
  const pods = await kube.list<Pod>(
    {apiVersion: 'v1', kind: 'Pod', namespace, labelSelector: selectorOf(workload)},
    signal,
  );
  const running = pods.flatMap(({spec, status}) => {
    const statuses = [...(status?.initContainerStatuses ?? []), ...(status?.containerStatuses ?? [])];
    const containers = [...(spec?.initContainers ?? []), ...(spec?.containers ?? [])];
    return statuses.map(({name, imageID}) => ({
      imageID,
      image: containers.find(other => other.name === name)?.image ?? '',
    }));
  });
  return running.some(({image, imageID}) => {
    const fresh = images.find(({name}) => fullName(name) === fullName(image));
    return fresh !== undefined && digestOf(imageID) !== digestOf(fresh.id);
  });
}

function digestOf(id: string): string {
  return /sha256:([0-9a-f]{64})/.exec(id)?.[1] ?? id;
}

/** `checkout` → `docker.io/library/checkout:latest`, as container runtimes name it. */
export function fullName(image: string): string {
  const [first = ''] = image.split('/');
  const hasRegistry = image.includes('/') && (/[.:]/.test(first) || first === 'localhost');
  const named = hasRegistry ? image : `docker.io/${image.includes('/') ? '' : 'library/'}${image}`;
  return /(:[\w.-]+|@sha256:\w+)$/.test(named.slice(named.lastIndexOf('/'))) ? named : `${named}:latest`;
}
