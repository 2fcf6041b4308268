import type {Kube} from '../../cluster/kube.js';
import {Failure} from '../../failure.js';
import type {Clock} from '../../runtime/clock.js';
import type {PodKillSpec} from '../../spec/schema.js';
import type {FaultPlan, Injection} from '../engine.js';
import {nameOf} from '../fault.js';
import {choosePods, runningPods} from '../pods.js';

export interface PodKillPorts {
  kube: Kube;
  clock: Clock;
  /** The seed of a spec that names none. */
  newSeed(): number;
}

/** Deletes pods of the target, chosen at random, each by its UID. One-shot: nothing is left to remove. */
export async function podKill(
  fault: PodKillSpec,
  plan: FaultPlan,
  ports: PodKillPorts,
  signal: AbortSignal,
): Promise<Injection> {
  const {kube, clock} = ports;
  const {target, namespace} = plan;
  if (target === undefined) throw new Error('podKill without a target');
  const alive = await runningPods(kube, namespace, target.selector, signal);
  const seed = fault.seed ?? ports.newSeed();
  const chosen = choosePods(alive, {mode: fault.mode, seed: seed + plan.repeat});
  if (chosen.length === 0) throw new Failure('inconclusive', `${nameOf(target)} has no running pod to kill`);

  const graceSeconds = Math.round(fault.gracePeriod / 1000);
  const requestedAt = clock.now();
  const hit = await Promise.all(
    chosen.map(pod =>
      kube.delete({apiVersion: 'v1', kind: 'Pod', namespace, name: pod.name}, {uid: pod.uid, graceSeconds, signal}),
    ),
  );
  const acknowledgedAt = clock.now();
  const targets = chosen.filter((_, index) => hit[index]);
  return {
    lifecycle: 'one-shot',
    requestedAt,
    acknowledgedAt,
    targets,
    applied: `deleted ${targets.length} of ${alive.length} pods of ${nameOf(target)} (seed ${seed}): ${targets.map(pod => pod.name).join(', ')}`,
    effects: ['terminating', 'gone', 'container-exited'],
    lostWith: [],
    remove: async () => acknowledgedAt,
  };
}
