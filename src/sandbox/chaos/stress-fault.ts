import type {Container, Pod} from 'kubernetes-types/core/v1.js';
import {readQuantity} from '../../cluster/quantity.js';
import {startSupervised} from '../node/supervised-process.js';
import type {ChaosFault, FaultPorts} from './fault.js';

interface StressSpec {
  containerNames?: string[];
  stressors?: {cpu?: {workers: number; load?: number}; memory?: object};
  stressngStressors?: string;
}

/** Burns this share of a core: the first argument. */
const BURN = `
const share = Number(process.argv[1]);
const burn = () => {
  for (const end = performance.now() + 50 * share; performance.now() < end; );
  setTimeout(burn, 50 * (1 - share));
};
burn();
`;

/** What a StressChaos does to each of its containers: real processes burn CPU, counted to the container. */
export function stressFault(spec: StressSpec, {node, machine}: FaultPorts): ChaosFault {
  return {
    lifecycle: 'lasting',
    targets: pod => containersOf(pod, spec).map(name => `${pod.metadata?.namespace}/${pod.metadata?.name}/${name}`),
    inject: (pod, name = '') => {
      const {cpu, memory} = spec.stressors ?? {};
      if (memory !== undefined || spec.stressngStressors !== undefined || cpu === undefined)
        throw new Error('the sandbox stresses the CPU only: it has no memory stressor, and no stress-ng');
      const run = node.pod(pod.metadata?.uid ?? '');
      const target = run?.container(name)?.running();
      const container = pod.spec?.containers.find(one => one.name === name);
      if (run === undefined || target === undefined || container === undefined)
        throw new Error(`container ${name} of pod ${pod.metadata?.name} does not run`);
      const ends = Array.from({length: cpu.workers}, () => {
        const argv = [machine.node, '-e', BURN, String(shareOf(cpu, container))];
        const burner = startSupervised({argv, cwd: '/', env: {PATH: machine.path}, output: () => {}});
        const uncount = node.countTo(run, name, burner.pid);
        void burner.ended.then(uncount);
        return burner.kill;
      });
      const end = (): void => {
        for (const one of ends) one();
      };
      // Chaos Mesh's stressors sit in the container, and end with it.
      void target.process.ended.then(end);
      return end;
    },
  };
}

function containersOf({spec}: Pod, {containerNames}: StressSpec): string[] {
  return containerNames ?? (spec?.containers ?? []).slice(0, 1).map(({name}) => name);
}

/** Nothing throttles a process here, so all workers together keep to the container's CPU limit by themselves. */
function shareOf({workers, load = 100}: {workers: number; load?: number}, {resources}: Container): number {
  const limit = resources?.limits?.cpu;
  const most = limit === undefined ? 1 : readQuantity(limit) / workers;
  return Math.max(0.01, Math.min(1, load / 100, most));
}
