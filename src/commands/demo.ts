import {existsSync, mkdirSync, rmSync, writeFileSync} from 'node:fs';
import {dirname, join, resolve} from 'node:path';
import {fileURLToPath} from 'node:url';
import {Command} from 'commander';
import {Failure} from '../failure.js';
import {renderSummary} from '../report/summary.js';
import {createPalette} from '../runtime/palette.js';
import {abortOnSignals} from '../runtime/signals.js';
import {createLogger} from '../runtime/terminal-logger.js';
import {type DemoSandbox, openDemoSandbox, sandboxNotices} from './demo-sandbox.js';
import {executeRun} from './execute-run.js';
import type {Machine} from './machine.js';
import {narrated} from './narration.js';
import {readSpec} from './read-spec.js';

interface DemoOptions {
  out: string;
  fail?: boolean;
  keep?: boolean;
  color: boolean;
}

/** `demo`: the gate against a victim of its own, in the sandbox: no cluster, no Docker. */
export function demoCommand(machine: Machine, exit: (code: number) => void): Command {
  return new Command('demo')
    .description('Show the gate at work within a minute: no cluster and no Docker, pods are processes of this machine.')
    .option('-o, --out <folder>', 'where result.json, report.md and report.html go', 'chaos-cost-gate-demo')
    .option('--fail', 'with a victim that breaches its limits: exits with 1')
    .option('--keep', 'go on until Ctrl-C, with a kubeconfig of the sandbox in the folder')
    .option('--no-color', 'no colours; NO_COLOR does the same')
    .action(async (options: DemoOptions) => exit(await demo(options, machine)));
}

async function demo(options: DemoOptions, machine: Machine): Promise<number> {
  const {spec} = readSpec(specFile(options, machine), machine);
  const out = resolve(machine.cwd, options.out);
  const color = options.color ? 'auto' : 'never';
  const terminal = {stream: machine.stderr, env: machine.env, color} as const;
  const logger = createLogger({...terminal, clock: machine.clock});
  const controller = new AbortController();
  const letGo = abortOnSignals(controller, message => logger.warn(message));
  // What a demo leaves when it is killed has died with its sandbox: no later run has to know.
  const state = join(out, '.state');
  rmSync(state, {recursive: true, force: true});
  mkdirSync(out, {recursive: true});
  try {
    const demoSandbox = await openDemoSandbox(spec.victim.images, {machine, logger});
    try {
      const {result, outcome, files} = await executeRun({...spec, victim: {...spec.victim, images: []}}, out, {
        machine: {...machine, env: {...machine.env, CHAOS_COST_GATE_STATE: state}},
        logger: narrated(logger),
        signal: controller.signal,
        kube: demoSandbox.kube,
        lateNotices: () => sandboxNotices(demoSandbox, spec.victim.images),
      });
      machine.stderr.write(renderSummary(result, {files: {...files}, palette: createPalette(terminal)}));
      if (options.keep === true) await keep(demoSandbox, out, {machine, signal: controller.signal});
      return outcome.exitCode;
    } finally {
      await demoSandbox.sandbox.close();
    }
  } finally {
    rmSync(state, {recursive: true, force: true});
    logger.close();
    letGo();
  }
}

/** The example is beside the bundle's folder, as it is beside src/. */
function specFile({fail}: DemoOptions, {workerEntry}: Machine): string {
  const examples = join(dirname(fileURLToPath(workerEntry)), '..', 'examples', 'cacop');
  const file = join(examples, fail === true ? 'gate-demo-fail.yaml' : 'gate-demo.yaml');
  if (existsSync(file)) return file;
  throw new Failure('environment', `the demo's example is not there: ${file}`, {
    hint: 'Run it from a whole copy of chaos-cost-gate: dist/ and examples/ belong together.',
  });
}

async function keep(
  {sandbox}: DemoSandbox,
  out: string,
  {machine, signal}: {machine: Machine; signal: AbortSignal},
): Promise<void> {
  if (signal.aborted) return;
  const file = join(out, 'kubeconfig');
  const kubeconfig = {
    apiVersion: 'v1',
    kind: 'Config',
    clusters: [{name: 'sandbox', cluster: {server: sandbox.origin}}],
    users: [{name: 'sandbox', user: {token: sandbox.token}}],
    contexts: [{name: 'sandbox', context: {cluster: 'sandbox', user: 'sandbox'}}],
    'current-context': 'sandbox',
  };
  // JSON is YAML.
  writeFileSync(file, JSON.stringify(kubeconfig, null, 2), {mode: 0o600});
  machine.stderr.write(
    `The sandbox stays until Ctrl-C: KUBECONFIG=${file} chaos-cost-gate run --context sandbox --spec FILE\n`,
  );
  try {
    while (!signal.aborted) await machine.clock.sleep(ALWAYS_MS, signal).catch(() => {});
  } finally {
    rmSync(file, {force: true});
  }
}

const ALWAYS_MS = 3_600_000;
