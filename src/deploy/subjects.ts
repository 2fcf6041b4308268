import type {Subject} from 'kubernetes-types/rbac/v1.js';
import type {KubeObject} from '../cluster/kube.js';
import type {Manifest} from './manifest.js';

/** A binding whose service accounts follow into the namespace where they are among the manifests; other objects as they are. */
export function withSubjectsIn(namespace: string, object: KubeObject, manifests: readonly Manifest[]): KubeObject {
  if (object.kind !== 'RoleBinding' && object.kind !== 'ClusterRoleBinding') return object;
  const moved = new Set(
    manifests.filter(({object}) => object.kind === 'ServiceAccount').map(({object}) => object.metadata.name),
  );
  const subjects = Array.isArray(object.subjects) ? (object.subjects as Subject[]) : [];
  return {
    ...object,
    subjects: subjects.map(subject =>
      subject.kind === 'ServiceAccount' && moved.has(subject.name) ? {...subject, namespace} : subject,
    ),
  };
}
