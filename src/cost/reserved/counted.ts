import {kindOf, type Written} from './written.js';

/** Whether an amount depends on objects of this kind. */
export function isCounted(object: Written): boolean {
  return KINDS.has(kindOf(object));
}

const KINDS = new Set([
  ...['Deployment.apps', 'StatefulSet.apps', 'ReplicaSet.apps', 'DaemonSet.apps', 'Job.batch', 'CronJob.batch'],
  ...['ReplicationController', 'Pod', 'Service', 'PersistentVolumeClaim', 'LimitRange'],
  ...['HorizontalPodAutoscaler.autoscaling', 'RuntimeClass.node.k8s.io'],
]);
