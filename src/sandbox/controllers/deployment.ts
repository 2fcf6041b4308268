import type {Deployment} from 'kubernetes-types/apps/v1.js';
import {type KubeObject, refOf} from '../../cluster/kube.js';
import {createSay, type Say} from '../events.js';
import type {ControllerPorts} from './controllers.js';
import {deploymentStatus, progressDueInMs} from './deployment-status.js';
import {controlledBy, controllerKey, keyOf, refOfKey} from './objects.js';
import {cleanUp, newReplicaSet, REPLICA_SET, replicasOf, sizesOf, withRevision} from './revisions.js';
import {stepOf} from './rolling-update.js';
import {createWorkQueue} from './work-queue.js';

const DEPLOYMENT = {apiVersion: 'apps/v1', kind: 'Deployment'};

/** Rolls Deployments out by ReplicaSets, one for each template. Returns the end of it. */
export function controlDeployments(ports: ControllerPorts): () => void {
  const {store} = ports;
  const say = createSay('deployment-controller', ports);
  const queue = createWorkQueue(key => {
    const object = store.get(refOfKey(key, DEPLOYMENT));
    if (object === undefined || object.metadata.deletionTimestamp !== undefined) return;
    const again = reconcile(object, ports, say);
    if (again !== undefined) queue.addLater(key, again);
  }, ports);
  const ends = [
    store.subscribe(['apps/v1/Deployment'], ({object}) => queue.add(keyOf(object))),
    store.subscribe(['apps/v1/ReplicaSet'], ({object}) => {
      const key = controllerKey(object, 'Deployment');
      if (key !== undefined) queue.add(key);
    }),
    // A Deployment that is recreated waits until the last old pod has gone.
    store.subscribe(['v1/Pod'], ({type, object}) => {
      if (type === 'DELETED')
        for (const one of store.list({...DEPLOYMENT, namespace: object.metadata.namespace})) queue.add(keyOf(one));
    }),
    queue.close,
  ];
  return () => {
    for (const end of ends) end();
  };
}

/** Takes the next step of the roll-out and writes the status. Gives the ms after which its progress is due. */
function reconcile(object: KubeObject, ports: ControllerPorts, say: Say): number | undefined {
  const {store, clock} = ports;
  const {spec} = object as unknown as Deployment;
  const wanted = spec?.replicas ?? 1;
  let sets = controlledBy(object, REPLICA_SET, store);
  const fresh = newReplicaSet(object, sets, ports);
  const old = sets.filter(({metadata}) => metadata.uid !== fresh.metadata.uid);
  withRevision(object, fresh, old, store);

  if (spec?.paused !== true) {
    const strategy = spec?.strategy ?? {};
    const podsLeft = old.some(set => podsOf(set, ports) > 0);
    for (const {uid, to} of stepOf({wanted, strategy, fresh: sizesOf(fresh), old: old.map(sizesOf), podsLeft})) {
      const set = uid === fresh.metadata.uid ? fresh : old.find(({metadata}) => metadata.uid === uid);
      if (set !== undefined) scale(object, set, to, {ports, say});
    }
  }
  sets = controlledBy(object, REPLICA_SET, store);
  const current = store.get(refOf(object)) ?? object;
  const status = deploymentStatus(current as unknown as Deployment, {sets, fresh: fresh.metadata.name}, clock.today());
  store.update(refOf(object), it => ({...it, status}), {subresource: 'status'});
  if (status.updatedReplicas === wanted && status.availableReplicas === wanted && status.replicas === wanted)
    cleanUp(object, old, store);
  return progressDueInMs(status, spec?.progressDeadlineSeconds ?? 600, clock.today());
}

function podsOf(set: KubeObject, {store}: ControllerPorts): number {
  return controlledBy(set, {apiVersion: 'v1', kind: 'Pod'}, store).length;
}

function scale(
  deployment: KubeObject,
  set: KubeObject,
  to: number,
  {ports, say}: {ports: ControllerPorts; say: Say},
): void {
  const from = replicasOf(set);
  if (from === to) return;
  ports.store.update(refOf(set), it => ({...it, spec: {...(it.spec as object), replicas: to}}));
  const message = `Scaled ${to > from ? 'up' : 'down'} replica set ${set.metadata.name} from ${from} to ${to}`;
  say(deployment, {type: 'Normal', reason: 'ScalingReplicaSet', message});
}
