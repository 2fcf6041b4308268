import {Command} from 'commander';
import {formatPlan, planRun} from '../spec/plan.js';
import type {Machine} from './machine.js';
import {readSpec} from './read-spec.js';

/** `plan`: what a run would do, for how long, and what it can't show. Touches no cluster. */
export function planCommand(machine: Machine): Command {
  return new Command('plan')
    .description('Show what a run would do, how long it takes, how many requests it sends, and what those can’t show.')
    .argument('<file>', 'the spec, such as gate.yaml')
    .action((file: string) => {
      machine.stdout.write(`${formatPlan(planRun(readSpec(file, machine).spec))}\n`);
    });
}
