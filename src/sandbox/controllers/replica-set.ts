import type {ReplicaSet} from 'kubernetes-types/apps/v1.js';
import type {Pod} from 'kubernetes-types/core/v1.js';
import {type KubeObject, refOf} from '../../cluster/kube.js';
import {messageOf} from '../../failure.js';
import {createSay, type Say} from '../events.js';
import {StatusError, type Store} from '../store.js';
import type {ControllerPorts} from './controllers.js';
import {controlledBy, controllerKey, keyOf, ownedBy, refOfKey} from './objects.js';
import {availableInMs, isActive, isReady} from './pod-state.js';
import {createWorkQueue} from './work-queue.js';

const REPLICA_SET = {apiVersion: 'apps/v1', kind: 'ReplicaSet'};
const POD = {apiVersion: 'v1', kind: 'Pod'};

/** Keeps as many pods of each ReplicaSet as it wants. Returns the end of it. */
export function controlReplicaSets(ports: ControllerPorts): () => void {
  const {store} = ports;
  const say = createSay('replicaset-controller', ports);
  const queue = createWorkQueue(key => {
    const object = store.get(refOfKey(key, REPLICA_SET));
    if (object === undefined || object.metadata.deletionTimestamp !== undefined) return;
    const again = reconcile(object, ports, say);
    if (again !== undefined) queue.addLater(key, again);
  }, ports);
  const ends = [
    store.subscribe(['apps/v1/ReplicaSet'], ({object}) => queue.add(keyOf(object))),
    store.subscribe(['v1/Pod'], ({object}) => {
      const key = controllerKey(object, 'ReplicaSet');
      if (key !== undefined) queue.add(key);
    }),
    queue.close,
  ];
  return () => {
    for (const end of ends) end();
  };
}

/** Makes or deletes pods, and writes the status. Gives the ms after which a pod becomes available by itself. */
function reconcile(object: KubeObject, {store, clock}: ControllerPorts, say: Say): number | undefined {
  const {spec} = object as unknown as ReplicaSet;
  const wanted = spec?.replicas ?? 1;
  const active = podsOf(object, store).filter(isActive);
  let refused: string | undefined;
  if (active.length < wanted) refused = makePods(object, wanted - active.length, store, say);
  else deletePods(object, surplus(active, active.length - wanted), store, say);

  const now = podsOf(object, store).filter(isActive);
  const waits = now.map(pod => availableInMs(pod, spec?.minReadySeconds ?? 0, clock.today()));
  const labels = Object.entries(spec?.template?.metadata?.labels ?? {});
  const status = {
    replicas: now.length,
    fullyLabeledReplicas: now.filter(pod => labels.every(([key, value]) => pod.metadata?.labels?.[key] === value))
      .length,
    readyReplicas: now.filter(isReady).length,
    availableReplicas: waits.filter(ms => ms === 0).length,
    observedGeneration: object.metadata.generation,
    ...(refused === undefined
      ? {}
      : {conditions: [{type: 'ReplicaFailure', status: 'True', reason: 'FailedCreate', message: refused}]}),
  };
  store.update(refOf(object), current => ({...current, status}), {subresource: 'status'});
  const later = waits.filter(ms => ms !== undefined && ms > 0) as number[];
  return refused === undefined ? (later.length === 0 ? undefined : Math.min(...later)) : REFUSED_RETRY_MS;
}

const REFUSED_RETRY_MS = 2_000;

function podsOf(object: KubeObject, store: Store): Pod[] {
  return controlledBy(object, POD, store).map(pod => pod as unknown as Pod);
}

function makePods(object: KubeObject, count: number, store: Store, say: Say): string | undefined {
  const {name, namespace} = object.metadata;
  const {metadata, spec} = (object as unknown as ReplicaSet).spec?.template ?? {};
  try {
    for (let index = 0; index < count; index++) {
      const pod = store.create({
        ...POD,
        metadata: {
          ...metadata,
          generateName: `${name}-`,
          namespace,
          ownerReferences: [ownedBy(object)],
        } as unknown as KubeObject['metadata'],
        spec: {enableServiceLinks: true, ...spec},
      });
      say(object, {type: 'Normal', reason: 'SuccessfulCreate', message: `Created pod: ${pod.metadata.name}`});
    }
    return undefined;
  } catch (error) {
    if (!(error instanceof StatusError)) throw error;
    say(object, {type: 'Warning', reason: 'FailedCreate', message: `Error creating: ${messageOf(error)}`});
    return messageOf(error);
  }
}

/** Those that serve least go first: not bound, not ready, then the newest. */
function surplus(pods: readonly Pod[], count: number): Pod[] {
  const rank = (pod: Pod): number => (pod.spec?.nodeName === undefined ? 0 : isReady(pod) ? 2 : 1);
  const born = (pod: Pod): string => String(pod.metadata?.creationTimestamp);
  return pods.toSorted((a, b) => rank(a) - rank(b) || born(b).localeCompare(born(a))).slice(0, count);
}

function deletePods(object: KubeObject, pods: readonly Pod[], store: Store, say: Say): void {
  for (const {metadata} of pods) {
    const {name = '', namespace, uid} = metadata ?? {};
    store.remove({...POD, name, namespace}, {uid});
    say(object, {type: 'Normal', reason: 'SuccessfulDelete', message: `Deleted pod: ${name}`});
  }
}
