import {isDeepStrictEqual} from 'node:util';
import type {Pod, PodTemplateSpec} from 'kubernetes-types/core/v1.js';
import type {Kube, KubeObject} from '../cluster/kube.js';
import {refOf} from '../cluster/kube.js';
import type {Clock} from '../runtime/clock.js';
import type {Applied} from './apply.js';
import type {BuiltImage} from './images.js';
import {selectorOf, type WorkloadObject} from './workloads.js';

export interface RestartPorts {
  kube: Kube;
  clock: Clock;
  signal: AbortSignal;
}

/**
 * Restarts, as `kubectl rollout restart` does, the workloads that the apply left as they were although an image of theirs was built
 * anew under the same tag: their pods would run the old one. `untouched` were there before and are in no manifest. Returns notices.
 */
export async function restartOnNewImages(
  applied: readonly Applied[],
  untouched: readonly WorkloadObject[],
  built: readonly BuiltImage[],
  ports: RestartPorts,
): Promise<string[]> {
  const unchanged = applied
    .filter(({before, after}) => before !== undefined && isDeepStrictEqual(templateOf(before), templateOf(after)))
    .map(({after}) => after as WorkloadObject);
  const notices: string[] = [];
  for (const workload of [...unchanged, ...untouched]) {
    const images = built.filter(image => usesImage(templateOf(workload), image.name));
    if (images.length === 0 || !(await runsOtherThan(images, workload, ports))) continue;
    const restartedAt = {'kubectl.kubernetes.io/restartedAt': ports.clock.today().toISOString()};
    await ports.kube.patch(refOf(workload), {spec: {template: {metadata: {annotations: restartedAt}}}}, {signal: ports.signal});
    const names = images.map(image => image.name).join(', ');
    notices.push(`${workload.kind}/${workload.metadata.name} was restarted, since ${names} was built anew under the same tag.`);
  }
  return notices;
}

function templateOf(object: KubeObject): PodTemplateSpec | undefined {
  return (object.spec as {template?: PodTemplateSpec} | undefined)?.template;
}

function usesImage(template: PodTemplateSpec | undefined, name: string): boolean {
  const containers = [...(template?.spec?.initContainers ?? []), ...(template?.spec?.containers ?? [])];
  return containers.some(({image}) => image !== undefined && fullName(image) === fullName(name));
}

/** Some runtimes report another digest than Docker's id of the same image: then one restart too many is made, and never one too few. */
async function runsOtherThan(images: readonly BuiltImage[], workload: WorkloadObject, {kube, signal}: RestartPorts): Promise<boolean> {
  const {namespace} = workload.metadata;
  const pods = await kube.list<Pod>({apiVersion: 'v1', kind: 'Pod', namespace, labelSelector: selectorOf(workload)}, signal);
  const running = pods.flatMap(({spec, status}) => {
    const statuses = [...(status?.initContainerStatuses ?? []), ...(status?.containerStatuses ?? [])];
    const containers = [...(spec?.initContainers ?? []), ...(spec?.containers ?? [])];
    return statuses.map(({name, imageID}) => ({imageID, image: containers.find(other => other.name === name)?.image ?? ''}));
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
