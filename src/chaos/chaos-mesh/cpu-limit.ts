import type {WorkloadObject} from '../../deploy/workloads.js';
import {Failure} from '../../failure.js';
import {nameOf} from '../fault.js';

/**
 * Refuses to burn CPU without a limit beside the load's generator: it would measure its own hunger. Fails with `usage`, and says which
 * containers need a limit.
 */
export function requireCpuLimit(workload: WorkloadObject, containers: readonly string[] | undefined): void {
  const {containers: all = []} = workload.spec.template.spec ?? {};
  const hit = containers === undefined ? all : all.filter(({name}) => containers.includes(name));
  const unlimited = hit.filter(({resources}) => resources?.limits?.cpu === undefined).map(({name}) => name);
  if (unlimited.length === 0) return;
  const name = nameOf({kind: workload.kind, name: workload.metadata.name, selector: ''});
  throw new Failure(
    'usage',
    `a cpu fault in ${name} would take the CPU of the load's generator, which runs on the same machine: ${unlimited.join(', ')} has no CPU limit`,
    {hint: 'Give it one, such as resources.limits.cpu: 500m.'},
  );
}
