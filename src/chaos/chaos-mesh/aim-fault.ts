import type {Kube} from '../../cluster/kube.js';
import type {WorkloadObject} from '../../deploy/workloads.js';
import {Failure} from '../../failure.js';
import type {FaultPlan, Lifecycle} from '../engine.js';
import {faultKindOf, nameOf} from '../fault.js';
import {choosePods, type TargetPod} from '../pods.js';
import {aimed, type ChaosFile} from './file.js';
import {INJECT_MS} from './inject-object.js';
import {chaosBody} from './objects.js';
import {podsLabelled} from './selector.js';

/** What is sent to Chaos Mesh, without its name. */
export interface AimedFault {
  kind: string;
  lifecycle: Lifecycle;
  /** The kinds that inject: its own, or those that it makes. */
  injects: string[];
  spec: Record<string, unknown>;
}

export interface AimPorts {
  kube: Kube;
  newSeed(): number;
}

/** The experiment's fault, or the one in its file, aimed at pods of its target. */
export async function aimFault(
  plan: FaultPlan,
  {file, pods}: {file: ChaosFile | undefined; pods: readonly TargetPod[]},
  {kube, newSeed}: AimPorts,
  signal: AbortSignal,
): Promise<AimedFault> {
  const {experiment, namespace} = plan;
  const {selector, template} = (await workloadOf(plan, kube, signal)).spec;
  const atMost = experiment.for + INJECT_MS;
  if (file !== undefined) {
    const spec = aimed(file, {
      target: narrowedBy => podsLabelled(namespace, selector, narrowedBy),
      others: by => podsLabelled(namespace, {}, by),
      atMost: `${atMost}ms`,
    });
    return {...file, spec};
  }
  const from = experiment.partition?.from;
  const other = from === undefined ? undefined : await workloadNamed(from, plan, kube, signal);
  const body = chaosBody(experiment, {
    namespace,
    pods: chosen(plan, pods, newSeed),
    container: template.spec?.containers[0]?.name ?? '',
    other: other && podsLabelled(namespace, other.spec.selector),
    atMost,
  });
  return {...body, injects: [body.kind]};
}

function chosen(plan: FaultPlan, pods: readonly TargetPod[], newSeed: () => number): string[] {
  const kind = faultKindOf(plan.experiment);
  const fault = plan.experiment[kind];
  const {mode = 'one', seed = newSeed()} = (fault ?? {}) as {mode?: 'one' | 'all' | number; seed?: number};
  return choosePods(pods, {mode, seed: seed + plan.repeat}).map(({name}) => name);
}

/** The target as it is in the cluster. */
export function workloadOf(plan: Omit<FaultPlan, 'repeat'>, kube: Kube, signal: AbortSignal): Promise<WorkloadObject> {
  return workloadNamed(targetName(plan), plan, kube, signal);
}

async function workloadNamed(
  kindAndName: string,
  {namespace, experiment}: Omit<FaultPlan, 'repeat'>,
  kube: Kube,
  signal: AbortSignal,
): Promise<WorkloadObject> {
  const [kind = '', name = ''] = kindAndName.split('/');
  const workload = await kube.get<WorkloadObject>({apiVersion: 'apps/v1', kind, namespace, name}, signal);
  if (workload !== undefined) return workload;
  throw new Failure('usage', `experiment ${experiment.name}: there is no ${kindAndName} in the namespace ${namespace}`);
}

/** `Deployment/checkout`. */
export function targetName({target, experiment}: Omit<FaultPlan, 'repeat'>): string {
  if (target === undefined) throw new Error(`${experiment.name} has no target`);
  return nameOf(target);
}
