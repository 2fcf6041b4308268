import type {Event, Pod} from 'kubernetes-types/core/v1.js';
import type {EndpointSlice} from 'kubernetes-types/discovery/v1.js';
import {type Kube, type KubeObject, refOf} from '../cluster/kube.js';
import {selects} from '../cluster/label-selector.js';
import {Failure} from '../failure.js';
import type {Clock} from '../runtime/clock.js';
import type {Logger} from '../runtime/logger.js';
import {formatDuration} from '../spec/duration.js';
import {creationTrouble} from './creation-trouble.js';
import {podTroubles} from './pod-trouble.js';
import {rolloutOf} from './rollout.js';
import {type AwaitedService, describeUnserved, withoutEndpoints} from './service-endpoints.js';
import {type Seen, watchUntil} from './watch-until.js';
import {whyNotReady} from './why-not-ready.js';
import type {WorkloadObject} from './workloads.js';

/** What has to be ready. */
export interface Awaited {
  namespace: string;
  workloads: readonly WorkloadObject[];
  services: readonly AwaitedService[];
  /** UIDs of the pods that were there before the apply: what is wrong with them may be what the change repairs. */
  podsBefore: ReadonlySet<string>;
}

export interface ReadinessPorts {
  kube: Kube;
  clock: Clock;
  logger: Logger;
  signal: AbortSignal;
}

/** Waits until all workloads are rolled out and all Services have an endpoint, and resolves with the workloads as they are then. Fails with what keeps them from it. */
export async function waitUntilReady(
  awaited: Awaited,
  withinMs: number,
  ports: ReadinessPorts,
): Promise<WorkloadObject[]> {
  const {kube, clock, logger, signal} = ports;
  let said = '';
  const look = (seen: Seen): 'ready' | 'hopeless' | undefined => {
    const workloads = current(seen, awaited.workloads);
    const unserved = withoutEndpoints(awaited.services, seen.all<EndpointSlice>('EndpointSlice'));
    const state = progressOf(workloads, unserved);
    if (state !== said) logger.progress(state);
    said = state;
    if (workloads.length < awaited.workloads.length) return undefined; // deleted by someone, or the watch is behind the apply
    if (unserved.length === 0 && workloads.every(workload => rolloutOf(workload).isDone)) return 'ready';
    return isHopeless(seen, workloads, awaited) ? 'hopeless' : undefined;
  };
  const outcome = await watchUntil(watchedSets(awaited), look, {kube, clock, signal, withinMs});
  const workloads = await readAgain(awaited.workloads, ports);
  if (outcome === 'ready') return workloads;
  const waited = outcome === 'hopeless' ? undefined : `within ${formatDuration(withinMs)}`;
  const pending = workloads.filter(workload => !rolloutOf(workload).isDone);
  if (pending.length > 0) {
    const namespaceIs = awaited.podsBefore.size === 0 ? 'fresh' : 'used';
    throw await whyNotReady(pending, {kube, namespace: awaited.namespace, namespaceIs, waited, signal});
  }
  await refuseUnserved(awaited, waited, ports);
  return workloads;
}

function watchedSets({namespace, workloads, services}: Awaited) {
  const kinds = new Set(workloads.map(({kind}) => kind));
  return [
    ...[...kinds].map(kind => ({apiVersion: 'apps/v1', kind, namespace})),
    {apiVersion: 'v1', kind: 'Pod', namespace},
    {apiVersion: 'v1', kind: 'Event', namespace, fieldSelector: 'reason=FailedCreate'},
    ...(services.length === 0 ? [] : [{apiVersion: 'discovery.k8s.io/v1', kind: 'EndpointSlice', namespace}]),
  ];
}

/** The awaited workloads as the watch has them; a generation older than what was applied is old news. */
function current(seen: Seen, workloads: readonly WorkloadObject[]): WorkloadObject[] {
  return workloads.flatMap(({kind, metadata}) => {
    const found = seen.all<WorkloadObject>(kind).find(object => object.metadata.name === metadata.name);
    const isOld = (found?.metadata.generation ?? 0) < (metadata.generation ?? 0);
    return found === undefined || isOld ? [] : [{...found, kind}];
  });
}

function progressOf(workloads: readonly WorkloadObject[], unserved: readonly AwaitedService[]): string {
  const waiting = workloads.flatMap(workload => {
    const {isDone, ready, wanted, waitsFor} = rolloutOf(workload);
    return isDone
      ? []
      : [`${workload.metadata.name} ${ready} of ${wanted} ready${waitsFor === undefined ? '' : ` (${waitsFor})`}`];
  });
  if (waiting.length > 0) return waiting.join(', ');
  return unserved.map(({name}) => `${name} waits for an endpoint`).join(', ');
}

/** True when waiting longer can't help. */
function isHopeless(seen: Seen, workloads: readonly WorkloadObject[], {podsBefore}: Awaited): boolean {
  const events = seen.all<Event>('Event');
  const namespaceIs = podsBefore.size === 0 ? 'fresh' : 'used';
  const refused = workloads.some(
    workload => rolloutOf(workload).gaveUp !== undefined || creationTrouble(workload, events, namespaceIs)?.isPermanent,
  );
  const pods = seen
    .all<Pod>('Pod')
    .filter(({metadata}) => !podsBefore.has(metadata?.uid ?? ''))
    .filter(({metadata}) => workloads.some(workload => selects(workload.spec.selector, metadata?.labels)));
  return refused || pods.some(pod => podTroubles(pod, []).some(({isPermanent}) => isPermanent));
}

/** A last look, since a watch may trail. */
async function readAgain(
  workloads: readonly WorkloadObject[],
  {kube, signal}: ReadinessPorts,
): Promise<WorkloadObject[]> {
  return Promise.all(
    workloads.map(async workload => {
      const found = await kube.get<KubeObject>(refOf(workload), signal);
      if (found !== undefined) return found as WorkloadObject;
      throw new Failure(
        'environment',
        `${workload.kind}/${workload.metadata.name} was deleted by someone else while it was waited for`,
      );
    }),
  );
}

async function refuseUnserved(
  {namespace, services}: Awaited,
  waited: string | undefined,
  {kube, signal}: ReadinessPorts,
): Promise<void> {
  const slices = await kube.list<EndpointSlice>(
    {apiVersion: 'discovery.k8s.io/v1', kind: 'EndpointSlice', namespace},
    signal,
  );
  const unserved = withoutEndpoints(services, slices);
  if (unserved.length === 0) return;
  throw new Failure(
    'change',
    `the workloads are ready, but not their Services${waited === undefined ? '' : ` (${waited})`}: ${unserved.map(describeUnserved).join(' ')}`,
    {
      hint: 'Make the Service’s selector match the labels of the pod template.',
    },
  );
}
