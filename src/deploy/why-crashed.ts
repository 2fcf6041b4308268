import type {Event, Pod} from 'kubernetes-types/core/v1.js';
import type {Kube} from '../cluster/kube.js';
import {Failure} from '../failure.js';
import {collectFindings, inWords} from './findings.js';
import {podCrashes} from './pod-trouble.js';

export interface CrashedPods {
  namespace: string;
  /** Those of which containers were seen to end. */
  names: readonly string[];
}

/** How pods crashed that had been ready, before anything was done to them, and their last words; undefined where they don't tell. */
export async function whyCrashed(
  {namespace, names}: CrashedPods,
  {kube, signal}: {kube: Kube; signal: AbortSignal},
): Promise<Failure | undefined> {
  if (names.length === 0) return undefined;
  const events = await kube.list<Event>({apiVersion: 'v1', kind: 'Event', namespace}, signal);
  const {all, add} = collectFindings();
  for (const name of names) {
    const pod = await kube.get<Pod>({apiVersion: 'v1', kind: 'Pod', namespace, name}, signal);
    const own = events.filter(({involvedObject}) => involvedObject.uid === pod?.metadata?.uid);
    for (const crash of pod === undefined ? [] : podCrashes(pod, own)) add(crash, name);
  }
  const findings = all();
  const [first] = findings;
  if (first === undefined) return undefined;
  const sentences = await Promise.all(findings.map(finding => inWords(finding, {kube, namespace, signal})));
  return new Failure(
    'change',
    ['The victim was ready, and did not stay so before anything was injected.', ...sentences].join('\n'),
    {hint: first.hint},
  );
}
