import type {Workload} from '../deploy/victim.js';
import {Failure} from '../failure.js';
import {type ExperimentSpec, FAULT_KINDS, type FaultKind} from '../spec/schema.js';

/** Which fault the experiment names. */
export function faultKindOf(experiment: ExperimentSpec): FaultKind {
  const kind = FAULT_KINDS.find(candidate => experiment[candidate] !== undefined);
  if (kind === undefined) throw new Error(`experiment ${experiment.name} names no fault`);
  return kind;
}

/** The workload that the experiment's fault hits: the one it names, or the only one there is. */
export function targetOf(experiment: ExperimentSpec, workloads: readonly Workload[]): Workload | undefined {
  const kind = faultKindOf(experiment);
  const named = experiment[kind]?.target;
  if (named !== undefined) return findWorkload(experiment, named, workloads);
  if (workloads.length === 1) return workloads[0];
  if (kind !== 'request') {
    throw new Failure(
      'usage',
      `experiment ${experiment.name}: ${kind} needs a target, since there are ${workloads.length} workloads: ${listOf(workloads)}`,
      {
        hint: `Name one: ${kind}: {target: ${workloads[0] === undefined ? 'Deployment/NAME' : nameOf(workloads[0])}}.`,
      },
    );
  }
  return undefined;
}

function findWorkload(experiment: ExperimentSpec, name: string, workloads: readonly Workload[]): Workload {
  const found = workloads.find(workload => nameOf(workload) === name);
  if (found !== undefined) return found;
  throw new Failure('usage', `experiment ${experiment.name}: there is no ${name} among the victim's workloads`, {
    hint: workloads.length === 0 ? 'The manifests hold no workload.' : `There are: ${listOf(workloads)}.`,
  });
}

/** `Deployment/checkout`. */
export function nameOf(workload: Workload): string {
  return `${workload.kind}/${workload.name}`;
}

function listOf(workloads: readonly Workload[]): string {
  return workloads.map(nameOf).join(', ') || 'none';
}
