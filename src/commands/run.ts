import {resolve} from 'node:path';
import {Command} from 'commander';
import {renderSummary} from '../report/summary.js';
import {createPalette} from '../runtime/palette.js';
import {abortOnSignals} from '../runtime/signals.js';
import {createLogger} from '../runtime/terminal-logger.js';
import {executeRun, type GateReport, withOverrides} from './execute-run.js';
import type {Machine} from './machine.js';
import {readSpec, requireEnvironment} from './read-spec.js';
import {sayWhatWasSwept, sweep} from './sweep.js';

interface RunOptions {
  spec: string;
  context?: string;
  namespace?: string;
  base?: string;
  out: string;
  json?: boolean;
  quiet?: boolean;
  color: boolean;
}

/** `run`: the gate itself. */
export function runCommandLine(machine: Machine, exit: (code: number) => void): Command {
  return new Command('run')
    .description('Deploy the victim, break it under load, measure, judge, and write the report.')
    .requiredOption('-s, --spec <file>', 'the spec, such as gate.yaml')
    .option('--context <name>', 'use this context of the kubeconfig instead of the spec’s cluster')
    .option('--namespace <name>', 'use this namespace instead of one made for the run')
    .option('--base <folder|commit>', 'what cost.reserved is compared with; on a pull request its base branch')
    .option('-o, --out <folder>', 'where result.json, report.md and report.html go', 'chaos-cost-gate')
    .option('--json', 'print result.json to standard output')
    .option('-q, --quiet', 'say only what is wrong')
    .option('--no-color', 'no colours; NO_COLOR does the same')
    .action(async (options: RunOptions) => exit(await run(options, machine)));
}

async function run(options: RunOptions, machine: Machine): Promise<number> {
  const read = readSpec(options.spec, machine);
  requireEnvironment(read);
  const spec = withOverrides(read.spec, options);
  const logger = createLogger({
    stream: machine.stderr,
    clock: machine.clock,
    env: machine.env,
    quiet: options.quiet === true,
    color: colorOf(options),
  });
  const controller = new AbortController();
  const letGo = abortOnSignals(controller, message => logger.warn(message));
  try {
    sayWhatWasSwept(await sweep(machine, logger), logger);
    const out = resolve(machine.cwd, options.out);
    const ports = {machine, logger, signal: controller.signal, base: options.base};
    return present(await executeRun(spec, out, ports), options, machine);
  } finally {
    logger.close();
    letGo();
  }
}

function present({result, outcome, files}: GateReport, options: RunOptions, machine: Machine): number {
  const palette = createPalette({stream: machine.stderr, env: machine.env, color: colorOf(options)});
  machine.stderr.write(renderSummary(result, {files: {...files}, palette}));
  if (options.json === true) machine.stdout.write(`${JSON.stringify(result)}\n`);
  return outcome.exitCode;
}

function colorOf({color}: RunOptions): 'auto' | 'never' {
  return color ? 'auto' : 'never';
}
