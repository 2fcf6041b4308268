import type {Kube} from '../../src/cluster/kube.js';
import {connect} from '../../src/cluster/kube-client.js';
import {loadKubeconfig} from '../../src/cluster/kubeconfig.js';
import {type Recorder, startRecorder} from '../../src/measure/recorder.js';
import {systemClock} from '../../src/runtime/clock.js';
import {silentLogger} from '../../src/runtime/logger.js';
import {runKubectl} from './kubectl.js';

/** A pod that burns all of its limit of 0.2 cores, in a namespace of its own. */
export interface Burner {
  namespace: string;
  start(): void;
  remove(): void;
}

/** Describes a burner; nothing is made before `start`. */
export function aBurner(namespace: string): Burner {
  return {
    namespace,
    start: () => {
      runKubectl(['create', 'namespace', namespace]);
      runKubectl(['apply', '-f', '-'], JSON.stringify(podIn(namespace)));
      runKubectl(['wait', '-n', namespace, '--for=condition=Ready', 'pod/burner', '--timeout=60s']);
    },
    remove: () => {
      runKubectl(['delete', 'namespace', namespace, '--wait=true', '--timeout=120s', '--ignore-not-found']);
    },
  };
}

/** What is watched of a burner's namespace on the cluster of KUBECONFIG. */
export interface Watched {
  kube: Kube;
  recorder: Recorder;
  signal: AbortSignal;
}

/** Watches the burner for as long as `use` takes. */
export async function withWatch<T>(namespace: string, use: (watched: Watched) => Promise<T>): Promise<T> {
  if (!process.env.KUBECONFIG) throw new Error('KUBECONFIG must name the cluster to test against');
  const kubeconfig = await loadKubeconfig({file: process.env.KUBECONFIG, env: {}});
  const access = kubeconfig.access(kubeconfig.currentContext ?? '');
  const kube = connect(access, {clock: systemClock, logger: silentLogger});
  const stop = new AbortController();
  try {
    const workload = {kind: 'Deployment', name: 'burner', selector: 'app=burner'} as const;
    const recorder = startRecorder(kube, namespace, [workload], stop.signal);
    await recorder.synced;
    return await use({kube, recorder, signal: stop.signal});
  } finally {
    stop.abort();
    await kube.close();
  }
}

function podIn(namespace: string): object {
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {name: 'burner', namespace, labels: {app: 'burner'}},
    spec: {
      terminationGracePeriodSeconds: 0,
      containers: [
        {
          name: 'burner',
          image: 'cacop-victim:ci',
          imagePullPolicy: 'Never',
          command: ['node', '-e', 'for (;;);'],
          resources: {requests: {cpu: '50m', memory: '32Mi'}, limits: {cpu: '200m', memory: '128Mi'}},
        },
      ],
    },
  };
}
