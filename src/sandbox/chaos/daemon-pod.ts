import {NODE_NAME} from '../node/node-object.js';
import {timestamp} from '../object-birth.js';
import type {Store} from '../store.js';

/**
 * A mirror pod that stands for what carries out Chaos Mesh's objects here, with the labels of its daemon: clients ask for that pod
 * before they inject. Its image and its annotation say that it is the sandbox itself.
 */
export function announceChaos(store: Store, now: Date): void {
  const namespace = 'chaos-mesh';
  const name = 'sandbox-chaos';
  store.create({apiVersion: 'v1', kind: 'Namespace', metadata: {name: namespace}});
  const ref = {apiVersion: 'v1', kind: 'Pod', name, namespace};
  store.create({
    ...ref,
    metadata: {
      name,
      namespace,
      labels: {'app.kubernetes.io/part-of': 'chaos-mesh', 'app.kubernetes.io/component': 'chaos-daemon'},
      annotations: {
        'kubernetes.io/config.mirror': 'sandbox',
        'sandbox.chaos-cost-gate.dev/about':
          'The sandbox carries out PodChaos and StressChaos of Chaos Mesh in its own process; Chaos Mesh is not installed.',
      },
    },
    spec: {nodeName: NODE_NAME, containers: [{name: 'sandbox', image: 'sandbox'}]},
  });
  const since = timestamp(now);
  const conditions = [{type: 'Ready', status: 'True', lastTransitionTime: since}];
  store.update(ref, pod => ({...pod, status: {phase: 'Running', startTime: since, conditions}}), {
    subresource: 'status',
  });
}
