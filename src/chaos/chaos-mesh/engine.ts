import type {KubeObject} from '../../cluster/kube.js';
import {labelsOfRun} from '../../deploy/labels.js';
import {Failure} from '../../failure.js';
import {type ExperimentSpec, FAULT_KINDS} from '../../spec/schema.js';
import type {ChaosEngine, FaultPlan, Injection, Refusal} from '../engine.js';
import {faultKindOf} from '../fault.js';
import {runningPods} from '../pods.js';
import {aimFault, targetName, workloadOf} from './aim-fault.js';
import {requireCpuLimit} from './cpu-limit.js';
import {effectsOf, lostWith} from './effects.js';
import {burnsCpu, type ChaosFile, readChaosFile} from './file.js';
import {type ChaosPorts, INJECT_MS, injectObject} from './inject-object.js';
import {kindFor} from './objects.js';
import {preflight} from './preflight.js';
import {CHAOS_API, podsHit} from './status.js';

export interface ChaosMeshPorts extends ChaosPorts {
  /** The seed of a fault that names none. */
  newSeed(): number;
  /** Whether the cluster's nodes are on this machine, where the load is generated. */
  sharesMachine: boolean;
}

/** Freeing what could not be injected takes a few seconds more. */
const GIVE_UP_MS = INJECT_MS + 10_000;

/** Chaos Mesh's faults, by objects of its own kinds in the victim's namespace. */
export function chaosMeshEngine(ports: ChaosMeshPorts): ChaosEngine {
  const {kube} = ports;
  const checked = new Map<string, Promise<Refusal | undefined>>();
  return {
    name: 'chaosMesh',
    faults: FAULT_KINDS.filter(kind => kind !== 'request'),
    giveUpMs: GIVE_UP_MS,
    refusal: async experiment => {
      const kinds = kindsOf(experiment);
      const key = kinds.join();
      const known = checked.get(key) ?? preflight(kube, kinds);
      checked.set(key, known);
      return known;
    },
    check: async (plan, signal) => {
      const burnt = containersBurnt(plan.experiment);
      if (ports.sharesMachine && burnt !== undefined)
        requireCpuLimit(await workloadOf(plan, kube, signal), burnt.containers);
    },
    inject: (plan, signal) => inject(plan, ports, signal),
  };
}

function kindsOf(experiment: ExperimentSpec): string[] {
  const file = fileOf(experiment);
  return file === undefined ? [kindFor(experiment)] : [file.kind, ...file.injects];
}

function fileOf({chaosMesh}: ExperimentSpec): ChaosFile | undefined {
  return chaosMesh === undefined ? undefined : readChaosFile(chaosMesh.text, chaosMesh.file);
}

/** The containers that a fault burns CPU in, all of them where it names none; undefined where it burns none. */
function containersBurnt(experiment: ExperimentSpec): {containers: string[] | undefined} | undefined {
  if (experiment.cpu !== undefined) return {containers: experiment.cpu.containers};
  const file = fileOf(experiment);
  return file !== undefined && burnsCpu(file) ? {containers: undefined} : undefined;
}

async function inject(plan: FaultPlan, ports: ChaosMeshPorts, signal: AbortSignal): Promise<Injection> {
  const kind = faultKindOf(plan.experiment);
  const pods = await runningPods(ports.kube, plan.namespace, plan.target?.selector ?? '', signal);
  if (pods.length === 0) throw new Failure('inconclusive', `${targetName(plan)} has no running pod to hit`);
  const fault = await aimFault(plan, {file: fileOf(plan.experiment), pods}, ports, signal);
  const draft: KubeObject = {
    apiVersion: CHAOS_API,
    kind: fault.kind,
    metadata: {
      name: `${plan.experiment.name}-${plan.repeat}-${ports.ledger.runId}`,
      namespace: plan.namespace,
      labels: labelsOfRun(ports.ledger.runId),
    },
    spec: fault.spec,
  };
  const injected = await injectObject(draft, fault.injects, ports, signal);
  const {requestedAt, acknowledgedAt, object} = injected;
  const hit = podsHit(object);
  // A fault that is over leaves an object that would never end.
  if (fault.lifecycle === 'one-shot') await injected.remove(signal);
  let removal: Promise<number> | undefined;
  const remove = (removeSignal: AbortSignal = new AbortController().signal): Promise<number> => {
    removal ??= fault.lifecycle === 'one-shot' ? Promise.resolve(acknowledgedAt) : injected.remove(removeSignal);
    return removal;
  };
  return {
    lifecycle: fault.lifecycle,
    requestedAt,
    acknowledgedAt,
    targets: pods.filter(({name}) => hit.includes(name)),
    applied: `Chaos Mesh injected ${object.kind} ${object.metadata.name} into ${hit.length} of ${pods.length} pods of ${targetName(plan)}: ${hit.join(', ')}`,
    effects: effectsOf(kind),
    lostWith: lostWith(fault.kind),
    remove,
  };
}
