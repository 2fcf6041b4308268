import type {ClusterSpec} from '../spec/schema.js';

/** Whether the cluster's nodes run on this machine: those of KIND and Minikube do, and those behind a loopback address. */
export function sharesMachine(cluster: ClusterSpec, server: string): boolean {
  if (typeof cluster === 'string' || 'kind' in cluster || 'minikube' in cluster) return true;
  const {hostname} = new URL(server);
  return hostname === 'localhost' || hostname === '[::1]' || hostname.startsWith('127.');
}
