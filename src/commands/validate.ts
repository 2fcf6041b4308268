import {Command} from 'commander';
import type {Machine} from './machine.js';
import {readSpec} from './read-spec.js';

/** `validate`: reads a spec and says what is wrong with it. */
export function validateCommand(machine: Machine): Command {
  return new Command('validate')
    .description('Check a spec and say everything that is wrong with it.')
    .argument('<file>', 'the spec, such as gate.yaml')
    .action((file: string) => {
      const {spec, missingEnv} = readSpec(file, machine);
      const count = (n: number, what: string): string => `${n} ${what}${n === 1 ? '' : 's'}`;
      const repeats = spec.experiments.reduce((sum, experiment) => sum + experiment.repeat, 0);
      machine.stdout.write(
        `${file} is valid: ${spec.name}, ${count(spec.experiments.length, 'experiment')}, ${count(repeats, 'injection')}.\n`,
      );
      for (const name of missingEnv)
        machine.stdout.write(`The environment variable ${name} is not set here; a run needs it.\n`);
    });
}
