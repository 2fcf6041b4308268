import type {ContainerSize, SizePart} from '../cost/container-sizes.js';
import type {ExperimentAnalysis} from './analyse-experiment.js';
import type {Run} from './analyse-repeat.js';
import {troubleIn} from './load-trouble.js';
import {type Advice, adviceOn, type Evidence, type Resource} from './request-advice.js';

/** What a container of a workload was measured to need, and what its requests should be. */
export interface RightSizing {
  workload: string;
  container: string;
  replicas: number;
  /** What was looked at: seconds under load, and how many faults are among them. */
  seconds: number;
  faults: number;
  coverage: number;
  cpu: Advice;
  memory: Advice;
}

/** Compares requests with what was used in the baseline, the faults and the recoveries that count. */
export function rightSizing(experiments: readonly ExperimentAnalysis[], run: Run): RightSizing[] {
  return run.cost.sizes.map(size => {
    const counted = countedParts(size, experiments, run);
    const evidence: Evidence = {
      seconds: sumOf(counted.parts, ({span}) => Math.max(0, span.to - span.from) / 1000),
      faults: counted.faults,
      coverage: Math.min(1, ...counted.parts.map(part => part.coverage)),
      trouble: counted.trouble,
    };
    const {seconds, faults, coverage} = evidence;
    const advice = (resource: Resource): Advice =>
      adviceOn({
        resource,
        request: size.request[resource],
        limit: size.limit[resource],
        vpa: size.vpa?.[resource],
        used: counted.parts.flatMap(part => part[resource]),
        oomKills: resource === 'memory' ? ownKills(size, experiments) : 0,
        replicas: size.replicas,
        price: size.prices?.[resource],
        evidence,
      });
    const {workload, container, replicas} = size;
    return {workload, container, replicas, seconds, faults, coverage, cpu: advice('cpu'), memory: advice('memory')};
  });
}

interface Counted {
  parts: SizePart[];
  faults: number;
  /** Why nothing can be said; undefined where it can. */
  trouble: string | undefined;
}

/** A stressor runs in the container's own cgroup: what it burns is not what the service needs. What a file injects isn't known. */
const STRESS = new Set(['cpu', 'memory', 'chaosMesh']);

function countedParts(size: ContainerSize, experiments: readonly ExperimentAnalysis[], run: Run): Counted {
  const load = troubleIn(run.baseline, run);
  if (load !== undefined) return {parts: [], faults: 0, trouble: load};
  const repeats = size.repeats.filter(({experiment, repeat, fault, recover}) => {
    const analysis = experiments.find(({name}) => name === experiment);
    const found = analysis?.repeats.find(one => one.measured.repeat === repeat);
    if (analysis === undefined || found === undefined || found.excluded.length > 0) return false;
    if (STRESS.has(analysis.kind)) return false;
    return [fault, recover].every(({span}) => troubleIn(span, run) === undefined);
  });
  return {
    parts: [size.baseline, ...repeats.flatMap(({fault, recover}) => [fault, recover])],
    faults: repeats.length,
    trouble: undefined,
  };
}

/** How often it ran out of memory by itself. */
function ownKills({oomKills, repeats}: ContainerSize, experiments: readonly ExperimentAnalysis[]): number {
  const isStress = (experiment: string): boolean =>
    experiments.some(({name, kind}) => name === experiment && STRESS.has(kind));
  const stress = repeats.filter(({experiment}) => isStress(experiment));
  return oomKills.filter(at => !stress.some(({fault, recover}) => at >= fault.span.from && at < recover.span.to))
    .length;
}

function sumOf<T>(values: readonly T[], of: (value: T) => number): number {
  return values.reduce((sum, value) => sum + of(value), 0);
}
