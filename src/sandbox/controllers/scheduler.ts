import type {Node, Pod} from 'kubernetes-types/core/v1.js';
import {type KubeObject, refOf} from '../../cluster/kube.js';
import {createSay} from '../events.js';
import {createFreePorts} from '../node/free-ports.js';
import {containerPortsOf, PORTS_ANNOTATION, portsOf} from '../node/pod-ports.js';
import {dated} from '../node/pod-status.js';
import type {ControllerPorts} from './controllers.js';
import {whyUnfit} from './fit.js';
import {keyOf, refOfKey} from './objects.js';
import {createWorkQueue} from './work-queue.js';

const POD = {apiVersion: 'v1', kind: 'Pod'};

/** Binds pods to the node, as far as their requests fit, and chooses the ports that they listen on. Returns the end of it. */
export function schedulePods(ports: ControllerPorts): () => void {
  const {store, clock} = ports;
  const say = createSay('default-scheduler', ports);
  const free = createFreePorts();

  const refuse = (object: KubeObject, why: string): void => {
    const message = `0/1 nodes are available: ${why}.`;
    const {status} = object as unknown as Pod;
    const before = status?.conditions ?? [];
    const one = {type: 'PodScheduled', status: 'False', reason: 'Unschedulable', message};
    if (before.some(({type, message: said}) => type === one.type && said === message)) return;
    say(object, {type: 'Warning', reason: 'FailedScheduling', message});
    const conditions = [...before.filter(({type}) => type !== one.type), dated(one, before, clock.today())];
    store.update(refOf(object), it => ({...it, status: {...(it.status as object), conditions}}), {
      subresource: 'status',
    });
  };

  const bind = async (object: KubeObject, node: string): Promise<void> => {
    const chosen: Record<string, number> = {};
    for (const port of containerPortsOf(object as unknown as Pod)) chosen[port] = await free.take();
    if (store.get(refOf(object))?.metadata.uid !== object.metadata.uid) return;
    const message = `Successfully assigned ${keyOf(object)} to ${node}`;
    say(object, {type: 'Normal', reason: 'Scheduled', message});
    store.update(refOf(object), ({metadata, spec, ...rest}) => ({
      ...(rest as KubeObject),
      metadata: {...metadata, annotations: {...metadata.annotations, [PORTS_ANNOTATION]: JSON.stringify(chosen)}},
      spec: {...(spec as object), nodeName: node},
    }));
  };

  const queue = createWorkQueue(async key => {
    const object = store.get(refOfKey(key, POD));
    const node = store.list({apiVersion: 'v1', kind: 'Node'})[0];
    if (object === undefined || node === undefined || !isWaiting(object)) return;
    const others = store.list(POD).filter(({metadata}) => metadata.uid !== object.metadata.uid);
    const why = whyUnfit(object as unknown as Pod, node as unknown as Node, others as unknown as Pod[]);
    if (why !== undefined) refuse(object, why);
    else await bind(object, node.metadata.name);
  }, ports);
  const end = store.subscribe(['v1/Pod'], ({type, object}) => {
    if (type !== 'DELETED') return isWaiting(object) ? queue.add(keyOf(object)) : undefined;
    for (const port of Object.values(portsOf(object as unknown as Pod))) free.giveBack(port);
    // There is room now for those that wait.
    for (const pod of store.list(POD)) if (isWaiting(pod)) queue.add(keyOf(pod));
  });
  return () => {
    end();
    queue.close();
  };
}

function isWaiting(object: KubeObject): boolean {
  const {spec} = object as unknown as Pod;
  return !spec?.nodeName && object.metadata.deletionTimestamp === undefined;
}
