import {Failure} from '../failure.js';
import type {Spec} from '../spec/schema.js';
import type {DeployPorts} from './deploy.js';
import {type Existing, findExisting} from './existing.js';
import {readManifests} from './manifests.js';
import {type NamespacePlan, planNamespace} from './namespace.js';
import {type PreparedManifest, prepare} from './prepare.js';
import {readScopes} from './scopes.js';
import {isWorkload, listWorkloads, type WorkloadObject} from './workloads.js';

/** All that a deployment will do, found out without changing anything. */
export interface DeploymentPlan {
  namespace: NamespacePlan;
  manifests: PreparedManifest[];
  existing: Existing;
  /** The workloads of a namespace that exists, where the manifests hold none: they are the victim. */
  standing: WorkloadObject[];
  notices: string[];
}

/** Reads and checks everything that can be refused: the namespace, the manifests, what exists already, that there is something to break. */
export async function planDeployment(spec: Spec, ports: DeployPorts): Promise<DeploymentPlan> {
  const {kube, clock, run, env, signal, ledger} = ports;
  const {adopt, allowClusterScoped} = spec.victim;
  const namespace = await planNamespace(spec, ports);
  const kubeVersion = spec.victim.helm === undefined ? '' : await kube.version(signal);
  const read = await readManifests(spec, {run, env, signal, namespace: namespace.name, kubeVersion});
  const scopes = await readScopes(read, kube, signal);
  const {manifests, notices} = prepare(read, {
    namespace: namespace.name,
    runId: ledger.runId,
    allowClusterScoped,
    scopes,
  });

  const own = manifests.map(({object}) => object).filter(isWorkload);
  const standing = own.length === 0 && namespace.how === 'use' ? await listWorkloads(kube, namespace.name, signal) : [];
  if (own.length + standing.length === 0) throw nothingToBreak(spec, namespace);
  const existing = await findExisting(manifests, {kube, clock, namespace, adopt, signal});
  return {namespace, manifests, existing, standing, notices};
}

function nothingToBreak({victim}: Spec, {name, how}: NamespacePlan): Failure {
  const isEmpty = victim.manifests === undefined && victim.kustomize === undefined && victim.helm === undefined;
  const where = isEmpty ? '`victim` names no manifests' : 'the manifests hold no Deployment, StatefulSet or DaemonSet';
  return new Failure('usage', how === 'use' ? `${where}, and the namespace ${name} has no workload either` : where, {
    hint: 'Name manifests of a workload under `victim.manifests`, `victim.kustomize` or `victim.helm`.',
  });
}
