import {undoChaosMesh} from '../chaos/chaos-mesh/undo.js';
import {openCluster} from '../cluster/open-cluster.js';
import {rollBack} from '../deploy/roll-back.js';
import {messageOf} from '../failure.js';
import {findLedgers, type LeftLedger, ledgerFolder, resumeLedger} from '../runtime/ledger-file.js';
import type {Logger} from '../runtime/logger.js';
import type {Machine} from './machine.js';

/** What a sweep did about one run that had left something. */
export interface Swept {
  runId: string;
  context: string;
  removed: number;
  /** What is still there, in sentences. */
  left: string[];
}

const SWEEP_MS = 120_000;

/**
 * Undoes what runs of this machine left whose process is gone: only objects that their ledgers name, only in the clusters that
 * those name. `context` leaves the other clusters alone.
 */
export async function sweep(machine: Machine, logger: Logger, context?: string): Promise<Swept[]> {
  const done: Swept[] = [];
  for (const ledger of findLedgers(ledgerFolder(machine.env))) {
    if (ledger.running || (context !== undefined && ledger.header.context !== context)) continue;
    done.push(await undo(ledger, machine, logger));
  }
  return done;
}

/** Tells what was found and removed. */
export function sayWhatWasSwept(swept: readonly Swept[], logger: Logger): void {
  for (const {runId, context, removed, left} of swept) {
    const rest = left.length === 0 ? '' : `; still there: ${left.join('; ')}`;
    logger.warn(`Removed ${removed} objects that run ${runId} had left in ${context}${rest}`);
  }
}

async function undo(left: LeftLedger, machine: Machine, logger: Logger): Promise<Swept> {
  const {runId, context, cluster, kubeconfig} = left.header;
  const swept: Swept = {runId, context, removed: 0, left: []};
  const ledger = resumeLedger(left);
  try {
    const env = {...machine.env, KUBECONFIG: kubeconfig};
    const kube = await openCluster(cluster, {...machine, logger, env});
    try {
      const before = ledger.open().length;
      const ports = {kube, clock: machine.clock};
      swept.left = await rollBack({...ports, logger, ledger, undos: [undoChaosMesh(ports)]}, SWEEP_MS);
      swept.removed = before - ledger.open().length;
    } finally {
      await kube.close();
    }
  } catch (error) {
    swept.left = [messageOf(error)];
  } finally {
    ledger.close();
  }
  return swept;
}
