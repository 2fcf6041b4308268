import type {Claim, Demand} from './demand.js';
import {type Exact, exact, ZERO} from './exact.js';
import type {Gap} from './gap.js';
import {cronJobPods, jobPods} from './jobs.js';
import {defaultRequests} from './limit-ranges.js';
import {type DefaultRequests, podRequests, readExactQuantity} from './pod-requests.js';
import {alwaysPods, plural, type Replicas, replicasOf, targetOf} from './replicas.js';
import {isRecord, keyOf, kindOf, listIn, recordIn, textIn, type Written, writtenKindOf} from './written.js';

export interface DemandOptions {
  /** How many nodes a DaemonSet has a pod on. */
  nodes: number;
}

/** What the manifests reserve, object by object, in their order; objects that reserve nothing are left out. */
export function demandsOf(objects: readonly Written[], {nodes}: DemandOptions): Demand[] {
  const autoscalers = new Map(
    objects
      .filter(found => kindOf(found) === 'HorizontalPodAutoscaler.autoscaling')
      .map(found => [targetOf(found), found]),
  );
  const overheads = new Map(
    objects
      .filter(found => kindOf(found) === 'RuntimeClass.node.k8s.io')
      .map(found => [textIn(recordIn(found, 'metadata'), 'name') ?? '', recordIn(found, 'overhead', 'podFixed')]),
  );
  const defaults = defaultRequests(objects);
  return objects.flatMap(object => {
    const demand = demandOf(object, {autoscalers, overheads, defaults, nodes});
    return demand === undefined ? [] : [demand];
  });
}

interface Scene extends DemandOptions {
  autoscalers: ReadonlyMap<string, Written>;
  overheads: ReadonlyMap<string, Written>;
  /** By namespace. */
  defaults: ReadonlyMap<string | undefined, DefaultRequests>;
}

function demandOf(object: Written, scene: Scene): Demand | undefined {
  const template = recordIn(object, 'spec', 'template', 'spec');
  switch (kindOf(object)) {
    case 'Deployment.apps':
    case 'StatefulSet.apps':
    case 'ReplicaSet.apps':
    case 'ReplicationController':
      return withPods(object, template, replicasOf(object, autoscalerOf(object, scene)), scene);
    case 'DaemonSet.apps': {
      const onEach = alwaysPods(exact(scene.nodes), `a pod on ${plural(scene.nodes, 'node')}`);
      return withPods(object, template, onEach, scene);
    }
    case 'Pod':
      return withPods(object, recordIn(object, 'spec'), alwaysPods(exact(1), '1 pod'), scene);
    case 'Job.batch':
      return withPods(object, template, jobPods(object), scene);
    case 'CronJob.batch': {
      const ofJob = recordIn(object, 'spec', 'jobTemplate', 'spec', 'template', 'spec');
      return withPods(object, ofJob, cronJobPods(object), scene);
    }
    case 'PersistentVolumeClaim':
      return ofClaim(object);
    case 'Service':
      return recordIn(object, 'spec').type === 'LoadBalancer'
        ? {...nothing(object), amount: '1 load balancer', loadBalancers: 1}
        : undefined;
    default:
      return hasPodTemplate(object.spec) ? ofUnknown(object) : undefined;
  }
}

/** Where the cluster serves a workload in its old group, an HPA may name that, too. */
function autoscalerOf(workload: Written, {autoscalers}: Scene): Written | undefined {
  return autoscalers.get(keyOf(workload)) ?? autoscalers.get(keyOf(workload, writtenKindOf(workload)));
}

function withPods(object: Written, template: Written, replicas: Replicas, scene: Scene): Demand {
  const {pods, most, amount} = replicas;
  // What has no pods reserves nothing, whatever its template lacks.
  if (most.n === 0n) return {...nothing(object), amount, gaps: replicas.gaps};
  const {overheads} = scene;
  const pod = podRequests(template, {overheads, defaults: scene.defaults.get(identityOf(object).namespace) ?? {}});
  const gaps = [...pod.gaps];
  if (listIn(template, 'containers').length === 0)
    gaps.push({what: 'its pods', why: 'they have no containers', kind: 'unknown'});
  const claimed = [
    ...listIn(recordIn(object, 'spec'), 'volumeClaimTemplates'),
    ...listIn(template, 'volumes').map(volume => recordIn(volume, 'ephemeral', 'volumeClaimTemplate')),
  ].filter(claim => isRecord(claim.spec));
  return {
    ...nothing(object),
    amount,
    pods,
    most,
    pod,
    nodeSelector: selectorOf(template),
    claims: claimed.flatMap(claim => claimOf(claim, {count: pods, most}, gaps)),
    gaps,
  };
}

function ofClaim(object: Written): Demand {
  const gaps: Gap[] = [];
  const claims = claimOf(object, {count: exact(1), most: exact(1)}, gaps);
  return {...nothing(object), amount: '1 volume', claims, gaps};
}

/** Operators' kinds with a pod template reserve something, and how many pods of it isn't known. */
function ofUnknown(object: Written): Demand {
  const why = 'how many pods such an object makes isn’t known';
  const name = `${kindOf(object)}/${identityOf(object).key}`;
  const gaps: Gap[] = [{what: `the kind ${String(object.kind)}`, why, kind: 'unknown'}];
  return {...nothing(object), name, amount: 'pods', gaps};
}

/** At any depth: some kinds have a list of pod templates, or one inside of a Job's. */
function hasPodTemplate(value: unknown): boolean {
  if (Array.isArray(value)) return value.some(hasPodTemplate);
  if (!isRecord(value)) return false;
  return Object.keys(value).some(key => {
    const containers = /template$/i.test(key) ? listIn(recordIn(value, key, 'spec'), 'containers') : [];
    return (containers.length > 0 && containers.every(isContainer)) || hasPodTemplate(value[key]);
  });
}

/** And no pattern for containers, as a policy has. Knative gives a name to a container without one. */
function isContainer(container: Written): boolean {
  const name = textIn(container, 'name');
  if (name !== undefined) return /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/.test(name);
  return /^[^*?!|&\s]+$/.test(textIn(container, 'image') ?? '');
}

function nothing(object: Written): Demand {
  const {namespace, kind, key} = identityOf(object);
  return {
    name: `${kind}/${key}`,
    namespace,
    amount: '',
    pods: ZERO,
    most: ZERO,
    pod: undefined,
    nodeSelector: {},
    claims: [],
    loadBalancers: 0,
    gaps: [],
  };
}

function identityOf(object: Written): {namespace: string | undefined; kind: string; key: string} {
  const metadata = recordIn(object, 'metadata');
  return {
    namespace: textIn(metadata, 'namespace'),
    kind: textIn(object, 'kind') ?? '',
    key: textIn(metadata, 'name') ?? '',
  };
}

function claimOf(claim: Written, {count, most}: {count: Exact; most: Exact}, gaps: Gap[]): Claim[] {
  const name = textIn(recordIn(claim, 'metadata'), 'name');
  const written = recordIn(claim, 'spec', 'resources', 'requests').storage;
  const bytes = readExactQuantity(written);
  if (bytes !== undefined) return [{bytes, count, most}];
  const why = written === undefined ? 'it requests no size' : `${JSON.stringify(written)} is no quantity`;
  gaps.push({what: `the volume${name === undefined ? '' : ` ${name}`}`, why, kind: 'unknown'});
  return [];
}

function selectorOf(template: Written): Record<string, string> {
  const selector = Object.entries(recordIn(template, 'nodeSelector'));
  return Object.fromEntries(selector.flatMap(([key, value]) => (typeof value === 'string' ? [[key, value]] : [])));
}
