import type {KubeObject} from '../cluster/kube.js';

const RANKS: string[][] = [
  ['Namespace'],
  ['CustomResourceDefinition'],
  ['ServiceAccount', 'Role', 'ClusterRole', 'RoleBinding', 'ClusterRoleBinding'],
  [
    'ConfigMap',
    'Secret',
    'StorageClass',
    'PersistentVolume',
    'PersistentVolumeClaim',
    'PriorityClass',
    'ResourceQuota',
    'LimitRange',
  ],
  ['Service'],
  ['Deployment', 'StatefulSet', 'DaemonSet', 'ReplicaSet', 'Pod', 'Job', 'CronJob'],
];
const RANK_OF_KIND = new Map(RANKS.flatMap((kinds, rank) => kinds.map(kind => [kind, rank])));

/** Sorts objects so that each comes after those that it may need; the order within a rank is kept. The rest (HPA, PDB, Ingress, custom kinds) comes last. */
export function inApplyOrder<T extends {object: KubeObject}>(manifests: readonly T[]): T[] {
  return manifests.toSorted((a, b) => rankOf(a.object) - rankOf(b.object));
}

function rankOf({kind}: KubeObject): number {
  return RANK_OF_KIND.get(kind) ?? RANKS.length;
}
