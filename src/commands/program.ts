import {Command, CommanderError} from 'commander';
import {type Blame, isFailure, messageOf} from '../failure.js';
import {cleanCommand} from './clean.js';
import {costCommand} from './cost-diff.js';
import {demoCommand} from './demo.js';
import type {Machine} from './machine.js';
import {planCommand} from './plan.js';
import {runCommandLine} from './run.js';
import {schemaCommand} from './schema.js';
import {validateCommand} from './validate.js';

/** Exit codes besides those of verdicts. */
const USAGE = 2;
const DEFECT = 5;
const EXIT_CODES: Record<Blame, number> = {usage: USAGE, environment: 3, change: 1, inconclusive: 4};

/** Runs the command line and returns the exit code: 0 pass or warn, 1 fail, 2 bad spec or usage, 3 environment, 4 inconclusive, 5 a defect of ours, 128 + n on signals. */
export async function runCli(argv: readonly string[], machine: Machine): Promise<number> {
  let exitCode = 0;
  const exit = (code: number): void => {
    exitCode = code;
  };
  const program = new Command('chaos-cost-gate')
    .description(
      'Breaks your service on purpose in a real Kubernetes, measures recovery, latency and cost, and judges them by your spec.',
    )
    .version(machine.version)
    .showHelpAfterError('(add --help for what there is)')
    .configureOutput({
      writeOut: text => void machine.stdout.write(text),
      writeErr: text => void machine.stderr.write(text),
    })
    .exitOverride();
  const commands = [
    runCommandLine(machine, exit),
    demoCommand(machine, exit),
    validateCommand(machine),
    planCommand(machine),
    costCommand(machine, exit),
    schemaCommand(machine),
    cleanCommand(machine, exit),
  ];
  for (const command of commands) {
    program.addCommand(command.copyInheritedSettings(program));
    for (const part of command.commands) part.copyInheritedSettings(command);
  }
  try {
    await program.parseAsync(argv, {from: 'user'});
    return exitCode;
  } catch (error) {
    return exitCodeOf(error, machine);
  }
}

function exitCodeOf(error: unknown, {stderr, env}: Machine): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : USAGE;
  if (isFailure(error)) {
    stderr.write(`${error.message}\n${error.hint === undefined ? '' : `${error.hint}\n`}`);
    return EXIT_CODES[error.blame];
  }
  stderr.write(`This is a defect of chaos-cost-gate: ${messageOf(error)}\n`);
  if (error instanceof Error && env.CHAOS_COST_GATE_DEBUG) stderr.write(`${error.stack}\n`);
  return DEFECT;
}
