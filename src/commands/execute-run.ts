import {randomBytes} from 'node:crypto';
import type {Kube} from '../cluster/kube.js';
import {openCluster} from '../cluster/open-cluster.js';
import {joinVerdicts} from '../gate/join-verdicts.js';
import {emptyRun, type GateRun} from '../gate-run.js';
import {runGate} from '../pipeline.js';
import {buildResult} from '../report/model.js';
import type {Result} from '../report/result-schema.js';
import {createLedger, ledgerFolder} from '../runtime/ledger-file.js';
import type {Logger} from '../runtime/logger.js';
import type {Spec} from '../spec/schema.js';
import {gatePorts} from './gate-ports.js';
import type {Machine} from './machine.js';
import {type Outcome, outcomeOf} from './outcome.js';
import {recordOf} from './record.js';
import {type ReservedCost, reservedCost} from './reserved-cost.js';
import {type ReportFiles, writeReport} from './write-report.js';

/** What a run came to, and where it is written. */
export interface GateReport {
  result: Result;
  outcome: Outcome;
  files: ReportFiles;
}

interface RunPorts {
  machine: Machine;
  logger: Logger;
  signal: AbortSignal;
  /** What the report should say besides. */
  notices?: string[];
  /** What it should say that is known at the end only. */
  lateNotices?: () => string[];
  /** The cluster, instead of the one that the spec names. */
  kube?: Kube;
  /** What cost.reserved is compared with: a folder or commit that the caller names, and the event's commit. */
  base?: string | undefined;
  baseSha?: string | undefined;
}

/** Runs the gate once and writes its report into the folder `out`. Fails only where no cluster can be named; all else is in the result. */
export async function executeRun(spec: Spec, out: string, ports: RunPorts): Promise<GateReport> {
  const {machine, logger, signal, notices = [], base, baseSha} = ports;
  const run = emptyRun(machine.clock);
  const reserved = await reservedCost(spec, {machine, signal, base, baseSha}).catch(error => {
    run.failure = error;
    return undefined;
  });
  const said = [...notices, ...(reserved?.notices ?? [])];
  // Manifests that can't be read can't be deployed either.
  if (run.failure === undefined && spec.experiments.length > 0)
    return runInCluster(spec, out, {...ports, notices: said, reserved});
  if (reserved !== undefined) run.verdict = reserved.judged;
  run.ended = machine.clock.now();
  const outcome = outcomeOf(run, spec);
  const record = recordOf(run, outcome, {spec, kube: undefined, version: machine.version});
  const result = buildResult({...record, reserved, notices: said});
  logger.close();
  return {result, outcome, files: writeReport(out, result)};
}

async function runInCluster(
  spec: Spec,
  out: string,
  {
    machine,
    logger,
    signal,
    notices = [],
    lateNotices = () => [],
    kube: given,
    reserved,
  }: RunPorts & {reserved: ReservedCost | undefined},
): Promise<GateReport> {
  const kube = given ?? (await openCluster(spec.cluster, {...machine, logger}));
  const ledger = createLedger(ledgerFolder(machine.env), {
    runId: randomBytes(4).toString('hex'),
    startedAt: machine.clock.today().toISOString(),
    cluster: spec.cluster,
    context: kube.context,
    server: kube.server,
    kubeconfig: machine.env.KUBECONFIG,
  });
  try {
    const run = await runGate(spec, gatePorts(spec, machine, {kube, ledger, logger}), signal);
    const outcome = outcomeOf(withReserved(run, reserved), spec);
    const record = recordOf(run, outcome, {spec, kube, version: machine.version});
    const result = buildResult({...record, reserved, notices: [...notices, ...lateNotices(), ...record.notices]});
    logger.close();
    return {result, outcome, files: writeReport(out, result)};
  } finally {
    ledger.close();
    await kube.close();
  }
}

/** Both verdicts are one; where the run came to none, that of the manifests stands beside its failure. */
function withReserved(run: GateRun, reserved: ReservedCost | undefined): GateRun {
  if (reserved === undefined) return run;
  const {judged} = reserved;
  return {...run, verdict: run.verdict === undefined ? judged : joinVerdicts(run.verdict, judged)};
}

/** The spec with what the caller names instead of its cluster and namespace. */
export function withOverrides(spec: Spec, {context, namespace}: {context?: string; namespace?: string}): Spec {
  return {
    ...spec,
    ...(context === undefined ? {} : {cluster: {context}}),
    ...(namespace === undefined ? {} : {victim: {...spec.victim, namespace}}),
  };
}
