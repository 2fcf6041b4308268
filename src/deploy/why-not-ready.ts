import type {Event, Node, Pod} from 'kubernetes-types/core/v1.js';
import {isApiError, type Kube} from '../cluster/kube.js';
import {Failure} from '../failure.js';
import {creationTrouble} from './creation-trouble.js';
import {collectFindings, type Finding, inWords} from './findings.js';
import {isReadyPod, podTroubles} from './pod-trouble.js';
import {readableLine} from './readable-text.js';
import {rolloutOf} from './rollout.js';
import type {Trouble} from './trouble.js';
import {selectorOf, type WorkloadObject} from './workloads.js';

export interface DiagnosisOptions {
  kube: Kube;
  namespace: string;
  /** Whether there were pods in the namespace before the run. */
  namespaceIs: 'fresh' | 'used';
  /** `within 2m`, or nothing when waiting longer could not have helped. */
  waited: string | undefined;
  signal: AbortSignal;
}

/** Looks at the pods, their events and logs, and says why the workloads are not ready: `environment` where only nodes are to blame, else `change`. */
export async function whyNotReady(workloads: readonly WorkloadObject[], options: DiagnosisOptions): Promise<Failure> {
  const {kube, namespace, signal} = options;
  const events = await kube.list<Event>({apiVersion: 'v1', kind: 'Event', namespace}, signal);
  const paragraphs: string[] = [];
  const findings: Finding[] = [];
  for (const workload of workloads) {
    const found = await findingsOn(workload, events, options);
    paragraphs.push(
      [headline(workload, options), ...(await Promise.all(found.map(finding => inWords(finding, options))))].join('\n'),
    );
    findings.push(...found);
  }
  const isEnvironment = findings.length > 0 && findings.every(({blame}) => blame === 'environment');
  const hint =
    findings[0]?.hint ?? 'Nothing looks wrong: if the service takes this long to start, raise `victim.readyWithin`.';
  return new Failure(isEnvironment ? 'environment' : 'change', paragraphs.join('\n'), {hint});
}

function headline(workload: WorkloadObject, {waited}: DiagnosisOptions): string {
  const {ready, wanted, waitsFor, gaveUp} = rolloutOf(workload);
  const verb = waited === undefined ? "can't become ready" : `did not become ready ${waited}`;
  const more = gaveUp ?? waitsFor;
  return `${workload.kind}/${workload.metadata.name} ${verb}: ${ready} of ${wanted} pods ready${more === undefined ? '' : `, ${more}`}.`;
}

async function findingsOn(
  workload: WorkloadObject,
  events: readonly Event[],
  options: DiagnosisOptions,
): Promise<Finding[]> {
  const {kube, namespace, namespaceIs, signal} = options;
  const pods = await kube.list<Pod>(
    {apiVersion: 'v1', kind: 'Pod', namespace, labelSelector: selectorOf(workload)},
    signal,
  );
  const {all, add} = collectFindings();
  const refused = creationTrouble(workload, events, namespaceIs);
  if (refused !== undefined) add(refused);
  for (const pod of pods.filter(candidate => !isReadyPod(candidate)).toSorted(newestFirst)) {
    const own = events.filter(({involvedObject}) => involvedObject.uid === pod.metadata?.uid);
    const node = await nodeTrouble(pod, options);
    for (const trouble of node === undefined ? podTroubles(pod, own) : [node]) add(trouble, pod.metadata?.name ?? '');
  }
  return all();
}

function newestFirst(a: Pod, b: Pod): number {
  return String(b.metadata?.creationTimestamp).localeCompare(String(a.metadata?.creationTimestamp));
}

async function nodeTrouble({spec}: Pod, {kube, signal}: DiagnosisOptions): Promise<Trouble | undefined> {
  if (spec?.nodeName === undefined) return undefined;
  try {
    const node = await kube.get<Node>({apiVersion: 'v1', kind: 'Node', name: spec.nodeName}, signal);
    const ready = node?.status?.conditions?.find(({type}) => type === 'Ready');
    if (ready === undefined || ready.status === 'True') return undefined;
    return {
      blame: 'environment',
      what: `its node ${spec.nodeName} is not ready: ${readableLine(ready.message ?? ready.reason ?? 'no message')}`,
      hint: 'Bring the node back, then run again.',
      isPermanent: false,
    };
  } catch (error) {
    if (isApiError(error)) return undefined; // who may not read nodes does without
    throw error;
  }
}
