import {randomBytes} from 'node:crypto';
import type {Kube} from '../cluster/kube.js';
import {openCluster} from '../cluster/open-cluster.js';
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
}

/** Runs the gate once and writes its report into the folder `out`. Fails only where no cluster can be named; all else is in the result. */
export async function executeRun(
  spec: Spec,
  out: string,
  {machine, logger, signal, notices = [], lateNotices = () => [], kube: given}: RunPorts,
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
    const outcome = outcomeOf(run, spec);
    const record = recordOf(run, outcome, {spec, kube, version: machine.version});
    const result = buildResult({...record, notices: [...notices, ...lateNotices(), ...record.notices]});
    logger.close();
    return {result, outcome, files: writeReport(out, result)};
  } finally {
    ledger.close();
    await kube.close();
  }
}

/** The spec with what the caller names instead of its cluster and namespace. */
export function withOverrides(spec: Spec, {context, namespace}: {context?: string; namespace?: string}): Spec {
  return {
    ...spec,
    ...(context === undefined ? {} : {cluster: {context}}),
    ...(namespace === undefined ? {} : {victim: {...spec.victim, namespace}}),
  };
}
