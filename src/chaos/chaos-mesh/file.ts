import {parseAllDocuments} from 'yaml';
import type {KubeObject} from '../../cluster/kube.js';
import {Failure} from '../../failure.js';
import type {Lifecycle} from '../engine.js';
import type {PodSelector} from './selector.js';
import {CHAOS_API, ONE_SHOT_ACTIONS} from './status.js';

/** An object of Chaos Mesh as somebody wrote it. */
export interface ChaosFile {
  kind: string;
  lifecycle: Lifecycle;
  /** The kinds of the objects that inject: its own, or those that a Schedule or Workflow makes. */
  injects: string[];
  spec: Fields;
}

type Fields = Record<string, unknown>;

/** The kinds that inject into pods, and so can be kept to the victim's, by their keys in a Schedule or Workflow. */
export const INJECTORS: Record<string, string> = {
  podChaos: 'PodChaos',
  networkChaos: 'NetworkChaos',
  stressChaos: 'StressChaos',
  httpChaos: 'HTTPChaos',
  ioChaos: 'IOChaos',
  timeChaos: 'TimeChaos',
  dnsChaos: 'DNSChaos',
  kernelChaos: 'KernelChaos',
  jvmChaos: 'JVMChaos',
  blockChaos: 'BlockChaos',
};
const LABELS = ['labelSelectors', 'expressionSelectors'];

/** Reads the one object of Chaos Mesh that a file holds. Fails with `usage` where it is none, or would reach further than the victim. */
export function readChaosFile(text: string, file: string): ChaosFile {
  const documents = parseAllDocuments(text).filter(document => document.contents !== null);
  const [document] = documents;
  const refuse = (why: string): Failure => new Failure('usage', `${file}: ${why}`);
  if (document === undefined || documents.length > 1)
    throw refuse(`holds ${documents.length} objects; it must be one, since an experiment is one fault`);
  if (document.errors[0] !== undefined) throw refuse(document.errors[0].message);
  const object = document.toJS() as Partial<KubeObject>;
  if (object.apiVersion !== CHAOS_API)
    throw refuse(`is ${object.apiVersion ?? 'without apiVersion'}; allowed is ${CHAOS_API}`);
  if (object.metadata?.namespace !== undefined)
    throw refuse(
      `names the namespace ${object.metadata.namespace}; leave it out, the fault is kept to the victim's namespace`,
    );
  const {kind = '', spec} = object;
  if (!isFields(spec)) throw refuse('has no spec');
  const inner = faultsIn(kind, spec);
  if (inner.length === 0)
    throw refuse(
      `is a ${kind} that injects into no pods; allowed are ${Object.values(INJECTORS).join(', ')}, Schedule and Workflow`,
    );
  for (const {key, fault} of inner) {
    const why = whyTooFar(fault);
    if (why !== undefined) throw refuse(`${key} ${why}`);
  }
  const isOneShot = kind === 'PodChaos' && ONE_SHOT_ACTIONS.includes(String(spec.action));
  return {
    kind,
    lifecycle: isOneShot ? 'one-shot' : 'lasting',
    injects: [...new Set(inner.map(({injector}) => injector))],
    spec,
  };
}

/** The spec with every fault in it kept to the victim: its selector narrowed to the target, and ended by itself. */
export function aimed(
  {kind, spec}: ChaosFile,
  {
    target,
    others,
    atMost,
  }: {target(narrowedBy: PodSelector): PodSelector; others(by: PodSelector): PodSelector; atMost: string},
): Fields {
  const copy = structuredClone(spec);
  for (const {fault, key} of faultsIn(kind, copy)) {
    fault.selector = target((fault.selector ?? {}) as PodSelector);
    fault.mode ??= 'one';
    if (isFields(fault.target)) fault.target.selector = others((fault.target.selector ?? {}) as PodSelector);
    if (ONE_SHOT_ACTIONS.includes(String(fault.action))) delete fault.duration;
    else if (key === 'spec') fault.duration = atMost;
    else if (kind === 'Schedule') fault.duration ??= atMost;
  }
  // Within a Workflow, a fault's end is its template's deadline.
  if (kind === 'Workflow' && Array.isArray(copy.templates))
    for (const template of copy.templates.filter(isFields)) template.deadline ??= atMost;
  return copy;
}

/** Whether a fault in it burns CPU. */
export function burnsCpu({kind, spec}: ChaosFile): boolean {
  return faultsIn(kind, spec).some(({fault}) => isFields(fault.stressors) && fault.stressors.cpu !== undefined);
}

interface InnerFault {
  key: string;
  injector: string;
  fault: Fields;
}

/** The faults of an object: its own spec, or those within a Schedule or Workflow, at any depth. */
function faultsIn(kind: string, spec: Fields): InnerFault[] {
  if (Object.values(INJECTORS).includes(kind)) return [{key: 'spec', injector: kind, fault: spec}];
  return kind === 'Schedule' || kind === 'Workflow' ? faultsBelow(spec, 'spec') : [];
}

function faultsBelow(node: unknown, path: string): InnerFault[] {
  if (Array.isArray(node)) return node.flatMap((item, index) => faultsBelow(item, `${path}[${index}]`));
  if (!isFields(node)) return [];
  return Object.entries(node).flatMap(([name, value]) => {
    const injector = INJECTORS[name];
    const key = `${path}.${name}`;
    return injector !== undefined && isFields(value) ? [{key, injector, fault: value}] : faultsBelow(value, key);
  });
}

function whyTooFar(fault: Fields): string | undefined {
  const {target} = fault;
  const far = [fault.selector, isFields(target) ? target.selector : undefined]
    .flatMap(selector => (isFields(selector) ? Object.keys(selector) : []))
    .filter(key => !LABELS.includes(key));
  if (far.length > 0)
    return `selects by ${far.join(' and ')}; allowed are ${LABELS.join(' and ')}, since the fault is kept to the experiment's target`;
  return fault.remoteCluster === undefined
    ? undefined
    : 'names a remoteCluster; the fault is kept to the spec’s cluster';
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
