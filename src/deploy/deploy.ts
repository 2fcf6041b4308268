import type {Pod} from 'kubernetes-types/core/v1.js';
import type {ImageLoader} from '../cluster/image-loader.js';
import type {Kube} from '../cluster/kube.js';
import type {Clock} from '../runtime/clock.js';
import type {RunCommand} from '../runtime/command.js';
import type {Ledger} from '../runtime/ledger.js';
import type {Logger} from '../runtime/logger.js';
import type {Spec} from '../spec/schema.js';
import {type ApplyResult, applyManifests} from './apply.js';
import {type DeploymentPlan, planDeployment} from './deployment-plan.js';
import {restartOnNewImages} from './image-restarts.js';
import {type BuiltImage, buildImages} from './images.js';
import {makeNamespace} from './namespace.js';
import {waitUntilReady} from './readiness.js';
import {heldBack} from './rollout.js';
import {awaitedServices} from './service-endpoints.js';
import type {Victim} from './victim.js';
import {isWorkload, toWorkload, type WorkloadObject} from './workloads.js';

export interface DeployPorts {
  kube: Kube;
  loader: ImageLoader;
  run: RunCommand;
  ledger: Ledger;
  logger: Logger;
  clock: Clock;
  env: NodeJS.ProcessEnv;
  signal: AbortSignal;
}

/** How long each part of the deployment took, in ms. */
export interface DeployTimings {
  build: number;
  load: number;
  apply: number;
  rollout: number;
}

/** Builds, loads and applies what the spec names and waits until it serves. What can be refused is refused before anything is built or changed. */
export async function deployVictim(spec: Spec, ports: DeployPorts): Promise<Victim & {timings: DeployTimings}> {
  const {kube, clock, logger, signal} = ports;
  const plan = await planDeployment(spec, ports);
  const namespace = plan.namespace.name;

  if (spec.victim.images.length > 0) logger.step(`Building ${spec.victim.images.map(({name}) => name).join(', ')}`);
  const built = await buildImages(spec.victim.images, ports);

  logger.step(`Deploying to the namespace ${namespace}`);
  const began = clock.now();
  const podsBefore = await uidsOfPods(plan, ports);
  if (plan.namespace.how === 'make') await makeNamespace(namespace, ports);
  const {applied, notices} = await applyManifests(plan.manifests, plan, ports);
  const standing = [...workloadsOf(applied), ...plan.standing.map(workload => ({before: workload, now: workload}))];
  const restarts = await restartOnNewImages(standing, built, ports);
  const appliedAt = clock.now();

  logger.step(`Waiting for ${restarts.workloads.map(({metadata}) => metadata.name).join(', ')}`);
  const services = awaitedServices(
    applied.map(({after}) => after),
    restarts.workloads,
  );
  const awaited = {namespace, workloads: restarts.workloads, services, podsBefore};
  const workloads = await waitUntilReady(awaited, spec.victim.readyWithin, {kube, clock, logger, signal});
  return {
    namespace,
    workloads: workloads.map(toWorkload),
    notices: [
      ...plan.notices,
      ...notices,
      ...restarts.notices,
      ...workloads.flatMap(workload => heldBack(workload) ?? []),
    ],
    timings: {...imageTimes(built), apply: appliedAt - began, rollout: clock.now() - appliedAt},
  };
}

/** None in a namespace that is yet to be made. */
async function uidsOfPods({namespace}: DeploymentPlan, {kube, signal}: DeployPorts): Promise<Set<string>> {
  if (namespace.how === 'make') return new Set();
  const pods = await kube.list<Pod>({apiVersion: 'v1', kind: 'Pod', namespace: namespace.name}, signal);
  return new Set(pods.map(({metadata}) => metadata?.uid ?? ''));
}

function workloadsOf(
  applied: ApplyResult['applied'],
): {before: ApplyResult['applied'][number]['before']; now: WorkloadObject}[] {
  return applied.flatMap(({before, after}) => (isWorkload(after) ? [{before, now: after}] : []));
}

function imageTimes(built: readonly BuiltImage[]): Pick<DeployTimings, 'build' | 'load'> {
  const sum = (part: (image: BuiltImage) => number) => built.reduce((total, image) => total + part(image), 0);
  return {build: sum(({buildMs}) => buildMs), load: sum(({loadMs}) => loadMs)};
}
