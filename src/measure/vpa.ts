import type {Kube, KubeObject} from '../cluster/kube.js';
import {readQuantity} from '../cluster/quantity.js';
import type {VpaRecommendation} from './usage/usage.js';

const VPA = {apiVersion: 'autoscaling.k8s.io/v1', kind: 'VerticalPodAutoscaler'};

interface Vpa extends KubeObject {
  spec?: {targetRef?: {kind?: string; name?: string}};
  status?: {recommendation?: {containerRecommendations?: ContainerRecommendation[]}};
}

interface ContainerRecommendation {
  containerName?: string;
  target?: Partial<Record<'cpu' | 'memory', string>>;
}

/**
 * What the namespace's VerticalPodAutoscalers recommend: only read, and nothing where there are none, or they may not be read, since they are
 * shown beside the gate's own advice and decide nothing.
 */
export async function readRecommendations(
  kube: Kube,
  namespace: string,
  signal: AbortSignal,
): Promise<VpaRecommendation[]> {
  try {
    if ((await kube.resource(VPA.apiVersion, VPA.kind, signal)) === undefined) return [];
    return (await kube.list<Vpa>({...VPA, namespace}, signal)).flatMap(recommendationsOf);
  } catch {
    signal.throwIfAborted();
    return [];
  }
}

function recommendationsOf({spec, status}: Vpa): VpaRecommendation[] {
  const {kind, name} = spec?.targetRef ?? {};
  const amount = (text: string | undefined) => (text === undefined ? undefined : readQuantity(text));
  return (status?.recommendation?.containerRecommendations ?? []).map(({containerName = '', target}) => ({
    workload: `${kind}/${name}`,
    container: containerName,
    target: {cpu: amount(target?.cpu), memory: amount(target?.memory)},
  }));
}
