import type {Event, Pod} from 'kubernetes-types/core/v1.js';
import type {Kube} from '../cluster/kube.js';
import {Failure} from '../failure.js';
import {collectFindings, inWords} from './findings.js';
import {isReadyPod, podCrashes} from './pod-trouble.js';

/** A pod of which containers were seen to end. */
export interface CrashedPod {
  name: string;
  containers: readonly string[];
}

export interface Crash {
  pods: readonly CrashedPod[];
  /** `lost`: only pods count that are not ready again. */
  count: 'all' | 'lost';
  /** What came of it, as a sentence without its end. */
  what: string;
}

/** How pods crashed that had been ready, and their last words; undefined where it isn't their own doing, or they are gone. */
export async function whyCrashed(
  {pods, count, what}: Crash,
  {kube, namespace, signal}: {kube: Kube; namespace: string; signal: AbortSignal},
): Promise<Failure | undefined> {
  if (pods.length === 0) return undefined;
  const events = await kube.list<Event>({apiVersion: 'v1', kind: 'Event', namespace}, signal);
  const {all, add} = collectFindings();
  for (const {name, containers} of pods) {
    const pod = await kube.get<Pod>({apiVersion: 'v1', kind: 'Pod', namespace, name}, signal);
    if (pod === undefined || (count === 'lost' && isReadyPod(pod))) continue;
    const own = events.filter(({involvedObject}) => involvedObject.uid === pod.metadata?.uid);
    for (const crash of podCrashes(pod, containers, own)) add(crash, name);
  }
  const findings = all();
  const [first] = findings;
  if (first === undefined) return undefined;
  const sentences = await Promise.all(findings.map(finding => inWords(finding, {kube, namespace, signal})));
  return new Failure('change', [`${what}, before anything was injected.`, ...sentences].join('\n'), {hint: first.hint});
}
