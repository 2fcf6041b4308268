const NAMESPACED = `
v1 Pod pods
v1 Service services
v1 Secret secrets
v1 ConfigMap configmaps
v1 ServiceAccount serviceaccounts
v1 PersistentVolumeClaim persistentvolumeclaims
v1 ResourceQuota resourcequotas
v1 Event events
apps/v1 Deployment deployments
apps/v1 StatefulSet statefulsets
apps/v1 DaemonSet daemonsets
apps/v1 ReplicaSet replicasets
batch/v1 Job jobs
batch/v1 CronJob cronjobs
autoscaling/v2 HorizontalPodAutoscaler horizontalpodautoscalers
policy/v1 PodDisruptionBudget poddisruptionbudgets
networking.k8s.io/v1 Ingress ingresses
networking.k8s.io/v1 NetworkPolicy networkpolicies
rbac.authorization.k8s.io/v1 Role roles
rbac.authorization.k8s.io/v1 RoleBinding rolebindings
discovery.k8s.io/v1 EndpointSlice endpointslices
coordination.k8s.io/v1 Lease leases`;
const CLUSTER_SCOPED = `
v1 Namespace namespaces
v1 Node nodes
v1 PersistentVolume persistentvolumes
rbac.authorization.k8s.io/v1 ClusterRole clusterroles
rbac.authorization.k8s.io/v1 ClusterRoleBinding clusterrolebindings
apiextensions.k8s.io/v1 CustomResourceDefinition customresourcedefinitions
storage.k8s.io/v1 StorageClass storageclasses`;

/** How Kubernetes serves its own kinds, by `apiVersion Kind`. */
export const KINDS: ReadonlyMap<string, {plural: string; namespaced: boolean}> = new Map([
  ...rows(NAMESPACED, true),
  ...rows(CLUSTER_SCOPED, false),
]);

function rows(table: string, namespaced: boolean): [string, {plural: string; namespaced: boolean}][] {
  return table
    .trim()
    .split('\n')
    .map(line => {
      const [apiVersion, kind, plural = ''] = line.split(' ');
      return [`${apiVersion} ${kind}`, {plural, namespaced}];
    });
}
