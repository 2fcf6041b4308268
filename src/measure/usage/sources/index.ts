import type {UsageSpec} from '../../../spec/schema.js';
import {kubeletSource} from './kubelet.js';
import {kubeletProxySource} from './kubelet-proxy.js';
import {metricsApiSource} from './metrics-api.js';
import {type PrometheusPorts, prometheusSource} from './prometheus.js';
import type {Source} from './source.js';

/** All sources that the spec allows, the best first: who names a Prometheus gets its figures, or none. */
export function usageSources(spec: UsageSpec, namespace: string, ports: PrometheusPorts): Source[] {
  if (spec !== 'auto') return [prometheusSource(spec.prometheus, namespace, ports)];
  const {kube, clock} = ports;
  return [
    kubeletProxySource(kube, namespace),
    kubeletSource({kube, clock}, namespace),
    metricsApiSource(kube, namespace),
  ];
}
