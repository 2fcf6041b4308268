import {randomBytes, randomInt} from 'node:crypto';
import {readFileSync} from 'node:fs';
import {resolve} from 'node:path';
import {Command} from 'commander';
import {chaosMeshEngine} from '../chaos/chaos-mesh/engine.js';
import {nativeEngine} from '../chaos/native/engine.js';
import {imageLoaderFor} from '../cluster/image-loaders.js';
import type {Kube} from '../cluster/kube.js';
import {openCluster} from '../cluster/open-cluster.js';
import {sharesMachine} from '../cluster/shares-machine.js';
import {resolveRoute, urlRoute} from '../load/route.js';
import {sendOnceTo} from '../load/send-once.js';
import {probeTcp} from '../load/tcp-probe.js';
import {workerThread} from '../load/thread.js';
import {runGate} from '../pipeline.js';
import {buildResult} from '../report/model.js';
import {renderSummary} from '../report/summary.js';
import {createLedger, type FileLedger, ledgerFolder} from '../runtime/ledger-file.js';
import type {Logger} from '../runtime/logger.js';
import {createPalette} from '../runtime/palette.js';
import {abortOnSignals} from '../runtime/signals.js';
import {createLogger} from '../runtime/terminal-logger.js';
import type {Spec} from '../spec/schema.js';
import type {Machine} from './machine.js';
import {outcomeOf} from './outcome.js';
import {readSpec, requireEnvironment} from './read-spec.js';
import {recordOf} from './record.js';
import {sweep} from './sweep.js';
import {writeReport} from './write-report.js';

interface RunOptions {
  spec: string;
  context?: string;
  namespace?: string;
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
    .option('-o, --out <folder>', 'where result.json and report.md go', 'chaos-cost-gate')
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
    for (const swept of await sweep(machine, logger)) {
      logger.warn(
        `Removed ${swept.removed} objects that run ${swept.runId} had left in ${swept.context}${swept.left.length === 0 ? '' : `; still there: ${swept.left.join('; ')}`}`,
      );
    }
    return await runWith(spec, options, machine, logger, controller.signal);
  } finally {
    logger.close();
    letGo();
  }
}

async function runWith(
  spec: Spec,
  options: RunOptions,
  machine: Machine,
  logger: Logger,
  signal: AbortSignal,
): Promise<number> {
  const kube = await openCluster(spec.cluster, {...machine, logger});
  const ledger = createLedger(ledgerFolder(machine.env), {
    runId: randomBytes(4).toString('hex'),
    startedAt: machine.clock.today().toISOString(),
    cluster: spec.cluster,
    context: kube.context,
    server: kube.server,
    kubeconfig: machine.env.KUBECONFIG,
  });
  try {
    const gateRun = await runGate(spec, gatePorts(spec, machine, kube, ledger, logger), signal);
    const outcome = outcomeOf(gateRun, spec);
    const result = buildResult(recordOf(gateRun, outcome, {spec, kube, version: machine.version}));
    logger.close();
    const files = writeReport(resolve(machine.cwd, options.out), result);
    machine.stderr.write(
      renderSummary(result, {
        files,
        palette: createPalette({stream: machine.stderr, env: machine.env, color: colorOf(options)}),
      }),
    );
    if (options.json === true) machine.stdout.write(`${JSON.stringify(result)}\n`);
    return outcome.exitCode;
  } finally {
    ledger.close();
    await kube.close();
  }
}

function gatePorts(spec: Spec, machine: Machine, kube: Kube, ledger: FileLedger, logger: Logger) {
  const {clock, env, run} = machine;
  const routePorts = {kube, clock, probe: probeTcp};
  const newSeed = (): number => randomInt(2 ** 31);
  return {
    kube,
    clock,
    env,
    run,
    ledger,
    logger,
    probe: probeTcp,
    thread: workerThread(machine.workerEntry),
    loader: {
      how: 'into the nodes',
      load: async (image: string, signal?: AbortSignal) => {
        const loader = await imageLoaderFor(spec.cluster, {run, contextName: kube.context, kube});
        await loader.load(image, signal);
      },
    },
    engines: [
      chaosMeshEngine({
        kube,
        clock,
        ledger,
        newSeed,
        readFile: path => readFileSync(path, 'utf8'),
        sharesMachine: sharesMachine(spec.cluster, kube.server),
      }),
      nativeEngine({
        kube,
        clock,
        newSeed,
        sendTo: async (namespace, service) => {
          const name = service ?? spec.load.service;
          const route =
            name === undefined
              ? urlRoute(spec.load.url ?? '')
              : await resolveRoute({service: name, via: spec.load.via}, {...routePorts, namespace});
          return sendOnceTo(route, env);
        },
      }),
    ],
  };
}

function colorOf({color}: RunOptions): 'auto' | 'never' {
  return color ? 'auto' : 'never';
}

function withOverrides(spec: Spec, {context, namespace}: RunOptions): Spec {
  return {
    ...spec,
    ...(context === undefined ? {} : {cluster: {context}}),
    ...(namespace === undefined ? {} : {victim: {...spec.victim, namespace}}),
  };
}
