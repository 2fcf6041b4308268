import type {Kube, KubeObject} from '../../src/cluster/kube.js';
import {systemClock} from '../../src/runtime/clock.js';
import {type FakeKube, fakeKube} from './fake-kube.js';
import {type LocalServer, localHttpServer} from './local-server.js';

export interface ToyCluster {
  kube: FakeKube;
  /** Where the victim answers while its pod is in service. */
  url: string;
  /** The victim fails this part of its requests from now on (0 to 1). */
  failing(part: number): void;
  /** Its container ends with this code, and is not started again. */
  crash(exitCode: number): void;
  /** From now on, nothing answers while no pod is in service. */
  hanging(): void;
  close(): Promise<void>;
}

/**
 * A Deployment `shop` of one pod in a fake API server, and a real HTTP server that answers 200 while that pod is in service and 503
 * else. A deleted pod is replaced at once; its successor serves after `backAfterMs`, or never.
 */
export async function toyCluster({backAfterMs}: {backAfterMs: number | 'never'}): Promise<ToyCluster> {
  const kube = fakeKube({now: systemClock.now});
  const timers = new Set<NodeJS.Timeout>();
  let isUp = false;
  let failingPart = 0;
  let hangs = false;
  let asked = 0;
  let made = 0;

  let current: KubeObject | undefined;

  const addPod = (namespace: string, readyAfterMs: number | 'never'): void => {
    made++;
    const name = `shop-${made}`;
    const pod = kube.put(podOf(name, namespace, 'False'));
    const serve = (): void => {
      isUp = true;
      current = kube.put({...podOf(name, namespace, 'True'), metadata: pod.metadata});
      kube.put(sliceOf(namespace, pod.metadata.uid ?? '', 'ready'));
    };
    if (readyAfterMs === 0) serve();
    else if (readyAfterMs !== 'never') timers.add(setTimeout(serve, readyAfterMs));
  };
  kube.when('Deployment', object => {
    const namespace = object.metadata.namespace ?? 'default';
    addPod(namespace, 0);
    kube.put({
      ...object,
      status: {
        observedGeneration: object.metadata.generation ?? 1,
        replicas: 1,
        updatedReplicas: 1,
        availableReplicas: 1,
      },
    });
  });
  kube.answer('/pods?gracePeriodSeconds', {});

  const remove: Kube['delete'] = async (ref, options) => {
    const deleted = await kube.delete(ref, options);
    if (deleted && ref.kind === 'Pod') {
      isUp = false;
      kube.put(sliceOf(ref.namespace ?? '', options?.uid ?? '', 'unready'));
      addPod(ref.namespace ?? '', backAfterMs);
    }
    return deleted;
  };
  const server: LocalServer = await localHttpServer((_, response) => {
    if (hangs && !isUp) return;
    asked++;
    const fails = !isUp || (asked * failingPart) % 1 >= 1 - failingPart;
    response.writeHead(fails ? 503 : 200).end('{}');
  });
  return {
    kube: {...kube, delete: remove},
    url: server.origin,
    failing: part => {
      failingPart = part;
    },
    crash: exitCode => {
      isUp = false;
      const {metadata, status, ...pod} = structuredClone(current!);
      const {
        containerStatuses: [container],
      } = status as {containerStatuses: [{containerID: string}]};
      const terminated = {containerID: container.containerID, exitCode, reason: 'Error'};
      const state = {waiting: {reason: 'CrashLoopBackOff'}};
      const containerStatuses = [{...container, state, lastState: {terminated}}];
      const conditions = [{type: 'Ready', status: 'False'}];
      kube.put({...pod, metadata, status: {phase: 'Running', conditions, containerStatuses}});
    },
    hanging: () => {
      hangs = true;
    },
    close: async () => {
      for (const timer of timers) clearTimeout(timer);
      await server.close();
    },
  };
}

/** The manifests of what the toy runs, as YAML. */
export const TOY_MANIFESTS = JSON.stringify({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: {name: 'shop'},
  spec: {
    replicas: 1,
    selector: {matchLabels: {app: 'shop'}},
    template: {metadata: {labels: {app: 'shop'}}, spec: {containers: [{name: 'app', image: 'shop:1'}]}},
  },
});

function podOf(name: string, namespace: string, ready: 'True' | 'False'): KubeObject {
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {name, namespace, labels: {app: 'shop'}},
    spec: {nodeName: 'node-1', containers: [{name: 'app', image: 'shop:1'}]},
    status: {
      phase: 'Running',
      conditions: [
        {type: 'Initialized', status: 'True'},
        {type: 'Ready', status: ready},
      ],
      containerStatuses: [{name: 'app', containerID: `c-${name}`, restartCount: 0, state: {running: {}}}],
    },
  };
}

function sliceOf(namespace: string, uid: string, state: 'ready' | 'unready'): KubeObject {
  return {
    apiVersion: 'discovery.k8s.io/v1',
    kind: 'EndpointSlice',
    metadata: {name: 'shop-1', namespace, labels: {'kubernetes.io/service-name': 'shop'}},
    endpoints: [{addresses: ['127.0.0.1'], targetRef: {kind: 'Pod', uid}, conditions: {ready: state === 'ready'}}],
  };
}
