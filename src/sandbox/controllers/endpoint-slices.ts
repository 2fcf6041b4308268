import {isDeepStrictEqual} from 'node:util';
import type {Pod, Service} from 'kubernetes-types/core/v1.js';
import type {EndpointSlice} from 'kubernetes-types/discovery/v1.js';
import {type KubeObject, refOf} from '../../cluster/kube.js';
import {selects} from '../../cluster/label-selector.js';
import {listenPort} from '../node/pod-ports.js';
import type {ControllerPorts} from './controllers.js';
import {controlledBy, controllerKey, keyOf, ownedBy, refOfKey} from './objects.js';
import {isReady} from './pod-state.js';
import {createWorkQueue} from './work-queue.js';

const SERVICE = {apiVersion: 'v1', kind: 'Service'};
const SLICE = {apiVersion: 'discovery.k8s.io/v1', kind: 'EndpointSlice'};

/** Keeps the EndpointSlices of Services: one for each pod, since each pod listens on ports of its own. Returns the end of it. */
export function controlEndpointSlices(ports: ControllerPorts): () => void {
  const {store} = ports;
  const queue = createWorkQueue(key => {
    const service = store.get(refOfKey(key, SERVICE));
    if (service !== undefined && service.metadata.deletionTimestamp === undefined) reconcile(service, ports);
  }, ports);
  const ends = [
    store.subscribe(['v1/Service'], ({object}) => queue.add(keyOf(object))),
    store.subscribe(['discovery.k8s.io/v1/EndpointSlice'], ({object}) => {
      const key = controllerKey(object, 'Service');
      if (key !== undefined) queue.add(key);
    }),
    store.subscribe(['v1/Pod'], ({object, before}) => {
      for (const service of store.list({...SERVICE, namespace: object.metadata.namespace})) {
        if ([object, before].some(pod => pod !== undefined && isSelected(service, pod))) queue.add(keyOf(service));
      }
    }),
    queue.close,
  ];
  return () => {
    for (const end of ends) end();
  };
}

function isSelected(service: KubeObject, pod: KubeObject): boolean {
  const {selector} = (service as unknown as Service).spec ?? {};
  return (
    selector !== undefined && Object.keys(selector).length > 0 && selects({matchLabels: selector}, pod.metadata.labels)
  );
}

function reconcile(service: KubeObject, {store}: ControllerPorts): void {
  const {namespace} = service.metadata;
  const pods = store
    .list({apiVersion: 'v1', kind: 'Pod', namespace})
    .filter(pod => isSelected(service, pod) && hasAddress(pod));
  const slices = controlledBy(service, SLICE, store);
  const podOf = (slice: KubeObject): string | undefined =>
    (slice as unknown as EndpointSlice).endpoints[0]?.targetRef?.uid;
  for (const slice of slices) {
    if (!pods.some(({metadata}) => metadata.uid === podOf(slice)))
      store.remove(refOf(slice), {uid: slice.metadata.uid});
  }
  for (const pod of pods) {
    const wanted = sliceOf(service, pod as unknown as Pod);
    const found = slices.find(slice => podOf(slice) === pod.metadata.uid);
    if (found === undefined) store.create(wanted);
    else if (!isDeepStrictEqual(found.endpoints, wanted.endpoints) || !isDeepStrictEqual(found.ports, wanted.ports))
      store.update(refOf(found), it => ({...it, endpoints: wanted.endpoints, ports: wanted.ports}));
  }
}

/** The node has taken it up, and it has not ended. */
function hasAddress(object: KubeObject): boolean {
  const {status} = object as unknown as Pod;
  return status?.podIP !== undefined && status.phase !== 'Succeeded' && status.phase !== 'Failed';
}

function sliceOf(service: KubeObject, pod: Pod): KubeObject {
  const {name, namespace} = service.metadata;
  const {spec} = service as unknown as Service;
  const {name: podName = '', uid = '', deletionTimestamp} = pod.metadata ?? {};
  const terminating = deletionTimestamp !== undefined;
  const serving = isReady(pod);
  const ready = (serving && !terminating) || spec?.publishNotReadyAddresses === true;
  const ports = (spec?.ports ?? []).flatMap(
    ({name: portName = '', port, targetPort = port, protocol = 'TCP', appProtocol}) => {
      const own = listenPort(pod, targetPort);
      if (own === undefined || protocol !== 'TCP') return [];
      return [{name: portName, port: own, protocol, ...(appProtocol === undefined ? {} : {appProtocol})}];
    },
  );
  return {
    ...SLICE,
    metadata: {
      generateName: `${name}-`,
      namespace,
      labels: {
        'kubernetes.io/service-name': name,
        'endpointslice.kubernetes.io/managed-by': 'endpointslice-controller.k8s.io',
      },
      ownerReferences: [ownedBy(service)],
    } as unknown as KubeObject['metadata'],
    addressType: 'IPv4',
    ports,
    endpoints: [
      {
        addresses: ['127.0.0.1'],
        conditions: {ready, serving, terminating},
        nodeName: pod.spec?.nodeName,
        targetRef: {kind: 'Pod', name: podName, namespace, uid},
      },
    ],
  };
}
