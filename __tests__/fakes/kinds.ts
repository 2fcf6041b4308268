const NAMESPACED = {
  v1: ['pods', 'services', 'secrets', 'configmaps', 'serviceaccounts', 'persistentvolumeclaims', 'resourcequotas', 'events'],
  'apps/v1': ['deployments', 'statefulsets', 'daemonsets', 'replicasets'],
  'batch/v1': ['jobs', 'cronjobs'],
  'autoscaling/v2': ['horizontalpodautoscalers'],
  'policy/v1': ['poddisruptionbudgets'],
  'networking.k8s.io/v1': ['ingresses', 'networkpolicies'],
  'rbac.authorization.k8s.io/v1': ['roles', 'rolebindings'],
  'discovery.k8s.io/v1': ['endpointslices'],
  'coordination.k8s.io/v1': ['leases'],
};
const CLUSTER_SCOPED = {
  v1: ['namespaces', 'nodes', 'persistentvolumes'],
  'rbac.authorization.k8s.io/v1': ['clusterroles', 'clusterrolebindings'],
  'apiextensions.k8s.io/v1': ['customresourcedefinitions'],
  'storage.k8s.io/v1': ['storageclasses'],
};
const SPELT = [
  'ServiceAccount',
  'ConfigMap',
  'PersistentVolumeClaim',
  'PersistentVolume',
  'ResourceQuota',
  'StatefulSet',
  'DaemonSet',
  'ReplicaSet',
  'CronJob',
  'HorizontalPodAutoscaler',
  'PodDisruptionBudget',
  'NetworkPolicy',
  'RoleBinding',
  'EndpointSlice',
  'ClusterRole',
  'ClusterRoleBinding',
  'CustomResourceDefinition',
  'StorageClass',
];

/** How Kubernetes serves its own kinds, by `apiVersion Kind`. */
export const KINDS: ReadonlyMap<string, {plural: string; namespaced: boolean}> = new Map([
  ...rows(NAMESPACED, true),
  ...rows(CLUSTER_SCOPED, false),
]);

function rows(plurals: Record<string, string[]>, namespaced: boolean): [string, {plural: string; namespaced: boolean}][] {
  return Object.entries(plurals).flatMap(([apiVersion, names]) =>
    names.map((plural): [string, {plural: string; namespaced: boolean}] => [
      `${apiVersion} ${kindOf(plural)}`,
      {plural, namespaced},
    ]),
  );
}

function kindOf(plural: string): string {
  const singular = plural.replace(/ies$/, 'y').replace(/sses$/, 'ss').replace(/s$/, ending => (plural.endsWith('sses') ? ending : ''));
  return SPELT.find(kind => kind.toLowerCase() === singular) ?? singular.charAt(0).toUpperCase() + singular.slice(1);
}
