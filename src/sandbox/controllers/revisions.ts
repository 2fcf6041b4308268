import {createHash} from 'node:crypto';
import type {Deployment, ReplicaSet} from 'kubernetes-types/apps/v1.js';
import {type KubeObject, refOf} from '../../cluster/kube.js';
import type {Store} from '../store.js';
import type {ControllerPorts} from './controllers.js';
import {ownedBy} from './objects.js';
import type {SetSize} from './rolling-update.js';

export const REPLICA_SET = {apiVersion: 'apps/v1', kind: 'ReplicaSet'};
const HASH_LABEL = 'pod-template-hash';
const REVISION = 'deployment.kubernetes.io/revision';

/** The ReplicaSet of the Deployment's current template, made with no pods where there is none. */
export function newReplicaSet(
  deployment: KubeObject,
  sets: readonly KubeObject[],
  {store}: ControllerPorts,
): KubeObject {
  const {spec} = deployment as unknown as Deployment;
  const hash = hashOf(spec?.template);
  const found = sets.find(({metadata}) => metadata.labels?.[HASH_LABEL] === hash);
  if (found !== undefined) return found;
  const {name, namespace} = deployment.metadata;
  const labels = {...spec?.template.metadata?.labels, [HASH_LABEL]: hash};
  return store.create({
    ...REPLICA_SET,
    metadata: {
      name: `${name}-${hash}`,
      ...(namespace === undefined ? {} : {namespace}),
      labels,
      ownerReferences: [ownedBy(deployment)],
    },
    spec: {
      replicas: 0,
      minReadySeconds: spec?.minReadySeconds ?? 0,
      selector: {...spec?.selector, matchLabels: {...spec?.selector.matchLabels, [HASH_LABEL]: hash}},
      template: {...spec?.template, metadata: {...spec?.template.metadata, labels}},
    },
  });
}

/** Numbers the current ReplicaSet after all others, and the Deployment with it. */
export function withRevision(
  deployment: KubeObject,
  fresh: KubeObject,
  old: readonly KubeObject[],
  store: Store,
): void {
  const highest = Math.max(0, ...old.map(revisionOf));
  const revision = Math.max(revisionOf(fresh), highest + 1);
  for (const object of [fresh, deployment]) {
    if (revisionOf(object) === revision) continue;
    store.update(refOf(object), ({metadata, ...rest}) => ({
      ...(rest as KubeObject),
      metadata: {...metadata, annotations: {...metadata.annotations, [REVISION]: String(revision)}},
    }));
  }
}

/** Deletes the empty ReplicaSets of old templates beyond the history's limit. */
export function cleanUp(deployment: KubeObject, old: readonly KubeObject[], store: Store): void {
  const limit = (deployment as unknown as Deployment).spec?.revisionHistoryLimit ?? 10;
  const empty = old.filter(
    set => replicasOf(set) === 0 && ((set as unknown as ReplicaSet).status?.replicas ?? 0) === 0,
  );
  const oldest = empty.toSorted((a, b) => revisionOf(a) - revisionOf(b));
  for (const set of oldest.slice(0, Math.max(0, empty.length - limit)))
    store.remove(refOf(set), {uid: set.metadata.uid});
}

/** How many pods a ReplicaSet wants. */
export function replicasOf(set: KubeObject): number {
  return (set as unknown as ReplicaSet).spec?.replicas ?? 1;
}

/** For the step of a rolling update. */
export function sizesOf(set: KubeObject): SetSize {
  const {status} = set as unknown as ReplicaSet;
  return {uid: set.metadata.uid ?? '', replicas: replicasOf(set), available: status?.availableReplicas ?? 0};
}

function revisionOf({metadata}: KubeObject): number {
  return Number(metadata.annotations?.[REVISION] ?? 0);
}

/** The same for the same template, whatever the order of its keys. */
function hashOf(template: unknown): string {
  return createHash('sha256')
    .update(JSON.stringify(sorted(template)))
    .digest('hex')
    .slice(0, 10);
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([key, inner]) => [key, sorted(inner)]));
}
