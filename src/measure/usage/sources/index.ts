import type {Kube} from '../../../cluster/kube.js';
import type {Clock} from '../../../runtime/clock.js';
import {kubeletSource} from './kubelet.js';
import {kubeletProxySource} from './kubelet-proxy.js';
import {metricsApiSource} from './metrics-api.js';
import type {Source} from './source.js';

/** All sources, the best first. */
export function usageSources(kube: Kube, namespace: string, clock: Clock): Source[] {
  return [
    kubeletProxySource(kube, namespace),
    kubeletSource(kube, namespace, clock),
    metricsApiSource(kube, namespace),
  ];
}
