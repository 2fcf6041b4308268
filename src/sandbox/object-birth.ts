import {randomBytes, randomUUID} from 'node:crypto';
import type {KubeObject, ObjectMeta} from '../cluster/kube.js';
import type {Kind} from './kinds.js';

/** Letters and digits of generated names: no vowels, so that no words come about. */
const LETTERS = 'bcdfghjklmnpqrstvwxz2456789';
const SUFFIX = 5;

/** An object as the API server makes it of what was sent: with a UID, a name, and a status of its own making. */
export function newborn(draft: KubeObject, kind: Kind, now: Date): KubeObject {
  const {generateName, ...given} = draft.metadata as ObjectMeta & {generateName?: string};
  const name = given.name || `${generateName ?? ''}${randomSuffix()}`;
  const {status, ...rest} = draft;
  return {
    ...rest,
    metadata: {
      ...withoutEmpty(withoutOldLife(given)),
      ...(generateName === undefined ? {} : {generateName}),
      name,
      uid: randomUUID(),
      creationTimestamp: timestamp(now),
      ...(kind.generation ? {generation: 1} : {}),
    },
    ...(kind.kind === 'Namespace' ? {spec: {finalizers: ['kubernetes']}} : {}),
    ...firstStatus(kind, status),
  };
}

/** As Kubernetes writes times: in UTC, to the second. */
export function timestamp(date: Date): string {
  return date.toISOString().replace(/\.\d+Z$/, 'Z');
}

/** Metadata without the lists and maps that are empty, which Kubernetes leaves out. */
export function withoutEmpty(metadata: ObjectMeta): ObjectMeta {
  const entries = Object.entries(metadata);
  return Object.fromEntries(entries.filter(([, value]) => !isEmpty(value))) as unknown as ObjectMeta;
}

function isEmpty(value: unknown): boolean {
  return typeof value === 'object' && value !== null && Object.keys(value).length === 0;
}

function randomSuffix(): string {
  return Array.from(randomBytes(SUFFIX), byte => LETTERS[byte % LETTERS.length]).join('');
}

function withoutOldLife(metadata: ObjectMeta): ObjectMeta {
  const {uid, resourceVersion, generation, creationTimestamp, deletionTimestamp, deletionGracePeriodSeconds, ...rest} =
    metadata;
  return rest;
}

function firstStatus({kind, status}: Kind, sent: unknown): {status?: unknown} {
  if (kind === 'Namespace') return {status: {phase: 'Active'}};
  if (kind === 'Pod') return {status: {phase: 'Pending'}};
  // Kubelets register themselves with their status; all others report it afterwards.
  if (kind === 'Node' || !status) return sent === undefined ? {} : {status: sent};
  return kind === 'Service' ? {status: {loadBalancer: {}}} : {status: {}};
}
