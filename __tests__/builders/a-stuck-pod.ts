import type {KubeObject} from '../../src/cluster/kube.js';

export interface StuckPodOptions {
  name?: string;
  app?: string;
  /** None for a pod that was not scheduled. */
  node?: string;
  container?: object;
  status?: object;
  init?: {container: object; status: object};
  conditions?: object[];
  more?: {spec?: object; status?: object};
}

/** A pod in `shop` that is not ready, its container `app` in the given state, as the kubelet reports it. */
export function aStuckPod(options: StuckPodOptions = {}): KubeObject {
  const {
    name = 'checkout-1',
    app = 'checkout',
    node = 'node-1',
    container = {},
    status,
    init,
    conditions = [],
    more = {},
  } = options;
  const scheduled = node === 'none' ? [] : [{type: 'PodScheduled', status: 'True'}];
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {name, namespace: 'shop', labels: {app}, uid: `uid-${name}`, creationTimestamp: '2026-01-01T00:00:00Z'},
    spec: {
      ...(node === 'none' ? {} : {nodeName: node}),
      ...(init === undefined ? {} : {initContainers: [{name: 'init', image: 'checkout:ci', ...init.container}]}),
      containers: [{name: 'app', image: 'checkout:ci', imagePullPolicy: 'IfNotPresent', ...container}],
      ...more.spec,
    },
    status: {
      phase: 'Pending',
      conditions: [...scheduled, {type: 'Ready', status: 'False'}, ...conditions],
      ...(init === undefined
        ? {}
        : {initContainerStatuses: [{name: 'init', restartCount: 0, ready: false, ...init.status}]}),
      ...(status === undefined ? {} : {containerStatuses: [{name: 'app', restartCount: 0, ready: false, ...status}]}),
      ...more.status,
    },
  };
}

/** An event of that pod. */
export function aPodEvent(
  reason: string,
  message: string,
  {pod = 'checkout-1', second = 0, container = 'app'} = {},
): KubeObject {
  return {
    apiVersion: 'v1',
    kind: 'Event',
    metadata: {name: `${pod}.${reason}.${second}`, namespace: 'shop'},
    reason,
    message,
    lastTimestamp: `2026-01-01T00:00:${String(second).padStart(2, '0')}Z`,
    involvedObject: {kind: 'Pod', name: pod, uid: `uid-${pod}`, fieldPath: `spec.containers{${container}}`},
  };
}
