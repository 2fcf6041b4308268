import type {Pod} from 'kubernetes-types/core/v1.js';
import type {PodRun} from '../node/pod-run.js';
import type {ChaosFault, FaultPorts} from './fault.js';

interface PodChaosSpec {
  action: string;
  gracePeriod?: number;
  containerNames?: string[];
}

/** What a PodChaos does to each of its pods. */
export function podFault(spec: PodChaosSpec, {store, node}: FaultPorts): ChaosFault {
  const runOf = (pod: Pod): PodRun => {
    const run = node.pod(pod.metadata?.uid ?? '');
    if (run === undefined) throw new Error(`the node does not run pod ${pod.metadata?.name}`);
    return run;
  };
  switch (spec.action) {
    case 'pod-kill':
      return {
        lifecycle: 'one-shot',
        targets: pod => [idOf(pod)],
        inject: pod => {
          const {name = '', namespace, uid} = pod.metadata ?? {};
          store.remove({apiVersion: 'v1', kind: 'Pod', name, namespace}, {uid, graceSeconds: spec.gracePeriod ?? 0});
          return () => {};
        },
      };
    case 'container-kill':
      return {
        lifecycle: 'one-shot',
        targets: pod => (spec.containerNames ?? []).map(name => `${idOf(pod)}/${name}`),
        inject: (pod, container) => {
          const run = runOf(pod).container(container ?? '');
          if (run?.running() === undefined) throw new Error(`container ${container} of ${idOf(pod)} does not run`);
          run.kill();
          return () => {};
        },
      };
    default:
      return {
        lifecycle: 'lasting',
        targets: pod => [idOf(pod)],
        inject: pod => {
          const all = runOf(pod).all();
          for (const run of all) run.hold('a PodChaos holds it down');
          return () => {
            for (const run of all) run.release();
          };
        },
      };
  }
}

function idOf({metadata}: Pod): string {
  return `${metadata?.namespace}/${metadata?.name}`;
}
