import {access} from 'node:fs/promises';
import type {ConfigData} from './kubeconfig.js';

/** The name by which a spec can mean the cluster that we run in: `cluster: {context: in-cluster}`. */
const IN_CLUSTER = 'in-cluster';

/** The service account of the pod that we run in, or undefined outside of a pod. */
export async function inClusterConfig(
  env: Record<string, string | undefined>,
  folder = '/var/run/secrets/kubernetes.io/serviceaccount',
): Promise<ConfigData | undefined> {
  const host = env.KUBERNETES_SERVICE_HOST;
  const tokenFile = `${folder}/token`;
  if (!host || !(await exists(tokenFile))) return undefined;
  const address = host.includes(':') ? `[${host}]` : host;
  const server = `https://${address}:${env.KUBERNETES_SERVICE_PORT ?? '443'}`;
  return {
    clusters: [{name: IN_CLUSTER, server, caFile: `${folder}/ca.crt`, skipTLSVerify: false}],
    users: [{name: IN_CLUSTER, authProvider: {name: 'tokenFile', config: {tokenFile}}}],
    contexts: [{name: IN_CLUSTER, cluster: IN_CLUSTER, user: IN_CLUSTER}],
    currentContext: IN_CLUSTER,
  };
}

async function exists(file: string): Promise<boolean> {
  return access(file).then(
    () => true,
    () => false,
  );
}
