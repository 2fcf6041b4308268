import type {Container, Node, Pod} from 'kubernetes-types/core/v1.js';
import {readQuantity} from '../../cluster/quantity.js';

/** Why the node has no place for a pod, in the scheduler's words; undefined where it has. */
export function whyUnfit(
  {spec}: Pod,
  {metadata, spec: nodeSpec, status}: Node,
  others: readonly Pod[],
): string | undefined {
  if (spec?.schedulerName !== undefined && spec.schedulerName !== 'default-scheduler')
    return `the sandbox has no scheduler ${spec.schedulerName}`;
  if (nodeSpec?.unschedulable === true) return '1 node(s) were unschedulable';
  const labels = metadata?.labels ?? {};
  const fits = Object.entries(spec?.nodeSelector ?? {}).every(([key, value]) => labels[key] === value);
  if (!fits) return "1 node(s) didn't match Pod's node affinity/selector";
  const taken = others.filter(holdsPlace);
  const {pods = '110', ...allocatable} = status?.allocatable ?? {};
  if (taken.length + 1 > readQuantity(pods)) return '1 Too many pods';
  const short = Object.entries(requestsOf(spec)).filter(([resource, asked]) => {
    const used = taken.reduce((sum, pod) => sum + (requestsOf(pod.spec)[resource] ?? 0), 0);
    return asked > 0 && used + asked > readQuantity(allocatable[resource] ?? 0) + ROUNDING;
  });
  return short.length === 0 ? undefined : short.map(([resource]) => `1 Insufficient ${resource}`).join(', ');
}

/** Sums of milli-cores are not exact. */
const ROUNDING = 1e-9;

/** Pods keep their place until their processes have ended. */
function holdsPlace({spec, status}: Pod): boolean {
  return Boolean(spec?.nodeName) && status?.phase !== 'Succeeded' && status?.phase !== 'Failed';
}

/** What a pod reserves: the sum over its containers, or its largest init container where that is more. */
function requestsOf(spec: Pod['spec']): Record<string, number> {
  const sum: Record<string, number> = {};
  for (const [resource, amount] of (spec?.containers ?? []).flatMap(ownRequests))
    sum[resource] = (sum[resource] ?? 0) + amount;
  for (const [resource, amount] of (spec?.initContainers ?? []).flatMap(ownRequests))
    sum[resource] = Math.max(sum[resource] ?? 0, amount);
  return sum;
}

/** A limit stands for a request that is left out. */
function ownRequests({resources}: Container): [string, number][] {
  const all = {...resources?.limits, ...resources?.requests};
  return Object.entries(all).map(([resource, amount]) => [resource, readQuantity(amount)]);
}
