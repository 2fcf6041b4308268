import type {KubeObject} from '../../src/cluster/kube.js';
import {waitUntilReady} from '../../src/deploy/readiness.js';
import {awaitedServices} from '../../src/deploy/service-endpoints.js';
import type {WorkloadObject} from '../../src/deploy/workloads.js';
import {fakeClock} from '../fakes/fake-clock.js';
import {fakeKube} from '../fakes/fake-kube.js';
import {recordingLogger} from '../fakes/recording-logger.js';
import {aWorkload} from './a-workload.js';

/** In ms. */
export const MINUTE = 60_000;
/** Two replicas in `shop`. */
export const checkout = aWorkload().inNamespace('shop').withReplicas(2);
/** All pods made, so many of them available. */
export const status = (ready: number) => ({
  observedGeneration: 1,
  replicas: 2,
  updatedReplicas: 2,
  availableReplicas: ready,
});

/** Waits two minutes for {@link checkout}, on a node that is ready. */
export function aReadinessScene({
  services = [],
  podsBefore = [],
}: {
  services?: KubeObject[];
  podsBefore?: string[];
} = {}) {
  const clock = fakeClock();
  const kube = fakeKube({now: clock.now});
  const logger = recordingLogger();
  const controller = new AbortController();
  const workloads = [kube.put(checkout.build()) as WorkloadObject];
  kube.put({
    apiVersion: 'v1',
    kind: 'Node',
    metadata: {name: 'node-1'},
    status: {conditions: [{type: 'Ready', status: 'True'}]},
  });
  const wait = () =>
    waitUntilReady(
      {namespace: 'shop', workloads, services: awaitedServices(services, workloads), podsBefore: new Set(podsBefore)},
      2 * MINUTE,
      {kube, clock, logger, signal: controller.signal},
    );
  return {clock, kube, logger, controller, wait};
}
