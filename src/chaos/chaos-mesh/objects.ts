import type {ExperimentSpec} from '../../spec/schema.js';
import type {Lifecycle} from '../engine.js';
import {type PodSelector, podsNamed} from './selector.js';

/** Where a fault goes. */
export interface Aim {
  namespace: string;
  /** Names of the pods that were chosen. */
  pods: string[];
  /** The container that is hit where the fault names none: the first of a pod. */
  container: string;
  /** The pods that a partition cuts the target off from; undefined for everything. */
  other: PodSelector | undefined;
  /** How long the fault may last if nobody removes it, in ms. */
  atMost: number;
}

/** One object of Chaos Mesh, without its name. */
export interface ChaosBody {
  kind: string;
  lifecycle: Lifecycle;
  spec: Record<string, unknown>;
}

/** The fault as Chaos Mesh's object. pod-kill and container-kill ignore a duration, so they get none. */
export function chaosBody(experiment: ExperimentSpec, aim: Aim): ChaosBody {
  const {kind, lifecycle, fields} = faultFields(experiment, aim);
  const spec = {
    ...fields,
    mode: 'all',
    selector: podsNamed(aim.namespace, aim.pods),
    ...(lifecycle === 'lasting' ? {duration: milliseconds(aim.atMost)} : {}),
  };
  return {kind, lifecycle, spec};
}

/** Which of Chaos Mesh's kinds injects the fault. */
export function kindFor({cpu, memory, partition, networkDelay, networkLoss, httpAbort}: ExperimentSpec): string {
  if (cpu !== undefined || memory !== undefined) return 'StressChaos';
  if (partition !== undefined || networkDelay !== undefined || networkLoss !== undefined) return 'NetworkChaos';
  return httpAbort === undefined ? 'PodChaos' : 'HTTPChaos';
}

interface FaultFields {
  kind: string;
  lifecycle: Lifecycle;
  fields: Record<string, unknown>;
}

function faultFields(experiment: ExperimentSpec, aim: Aim): FaultFields {
  return podFields(experiment, aim) ?? stressFields(experiment) ?? networkFields(experiment, aim);
}

function podFields({podKill, podFailure, containerKill}: ExperimentSpec, aim: Aim): FaultFields | undefined {
  if (podKill !== undefined) {
    const gracePeriod = Math.round(podKill.gracePeriod / 1000);
    return {kind: 'PodChaos', lifecycle: 'one-shot', fields: {action: 'pod-kill', gracePeriod}};
  }
  if (containerKill !== undefined) {
    const containerNames = containerKill.containers ?? [aim.container];
    return {kind: 'PodChaos', lifecycle: 'one-shot', fields: {action: 'container-kill', containerNames}};
  }
  if (podFailure !== undefined) return {kind: 'PodChaos', lifecycle: 'lasting', fields: {action: 'pod-failure'}};
  return undefined;
}

function stressFields({cpu, memory}: ExperimentSpec): FaultFields | undefined {
  const stress = (stressors: object, containers: string[] | undefined): FaultFields => ({
    kind: 'StressChaos',
    lifecycle: 'lasting',
    fields: {stressors, ...(containers === undefined ? {} : {containerNames: containers})},
  });
  if (cpu !== undefined) return stress({cpu: {workers: cpu.workers, load: cpu.load}}, cpu.containers);
  if (memory !== undefined) {
    const size = memory.size.replace(/i$/, 'iB'); // Chaos Mesh knows MiB, and not Kubernetes' Mi
    return stress({memory: {workers: memory.workers, size}}, memory.containers);
  }
  return undefined;
}

function networkFields({partition, networkDelay, networkLoss, httpAbort}: ExperimentSpec, aim: Aim): FaultFields {
  const lasting = (kind: string, fields: Record<string, unknown>): FaultFields => ({
    kind,
    lifecycle: 'lasting',
    fields,
  });
  if (partition !== undefined) {
    const target = aim.other === undefined ? {} : {target: {mode: 'all', selector: aim.other}};
    return lasting('NetworkChaos', {action: 'partition', direction: partition.direction, ...target});
  }
  if (networkDelay !== undefined) {
    const delay = {latency: milliseconds(networkDelay.latency), jitter: milliseconds(networkDelay.jitter)};
    return lasting('NetworkChaos', {action: 'delay', direction: 'to', delay});
  }
  if (networkLoss !== undefined)
    return lasting('NetworkChaos', {action: 'loss', direction: 'to', loss: {loss: String(networkLoss.loss)}});
  if (httpAbort !== undefined) {
    const {port, path = '*', method} = httpAbort;
    const only = method === undefined ? {} : {method};
    return lasting('HTTPChaos', {target: 'Request', port, path, ...only, abort: true});
  }
  throw new Error(`Chaos Mesh has no object for ${Object.keys({partition, networkDelay, networkLoss}).join(', ')}`);
}

function milliseconds(ms: number): string {
  return `${ms}ms`;
}
