import {describe, type Kube, type KubeObject, type ObjectRef} from '../cluster/kube.js';
import {messageOf} from '../failure.js';
import type {Clock} from '../runtime/clock.js';
import type {Ledger} from '../runtime/ledger.js';
import type {OpenEntry} from '../runtime/ledger-file.js';
import type {Logger} from '../runtime/logger.js';
import {deleteNamespace} from './delete-namespace.js';
import {RUN_LABEL} from './labels.js';

/** How objects of some kinds are undone where deleting them is not enough. */
export interface Undo {
  undoes(ref: ObjectRef): boolean;
  /** Resolves when the object is gone. */
  undo(ref: ObjectRef, uid: string, signal: AbortSignal): Promise<void>;
}

export interface RollBackPorts {
  kube: Kube;
  clock: Clock;
  logger: Logger;
  ledger: Ledger & {open(): OpenEntry[]};
  undos: readonly Undo[];
}

/**
 * Deletes what the ledger says that the run made, the latest first, and nothing else: an object must have the UID that was
 * written down, or carry the run's label where the run ended before it could be. Returns what is still there after `withinMs`.
 */
export async function rollBack(ports: RollBackPorts, withinMs: number): Promise<string[]> {
  const giveUp = new AbortController();
  const timer = ports.clock.sleep(withinMs, giveUp.signal).then(
    () => giveUp.abort(new Error(`not done within ${withinMs / 1000} s`)),
    () => {}, // everything was done in time
  );
  const left: string[] = [];
  for (const entry of ports.ledger.open().reverse()) {
    try {
      await undo(entry, ports, giveUp.signal);
      ports.ledger.gone(entry.ref);
    } catch (error) {
      left.push(`${describe(entry.ref)}: ${messageOf(error)}`);
    }
  }
  giveUp.abort();
  await timer;
  return left;
}

async function undo(entry: OpenEntry, ports: RollBackPorts, signal: AbortSignal): Promise<void> {
  const {kube, ledger} = ports;
  const uid = entry.uid ?? (await uidIfOurs(kube, entry.ref, ledger.runId, signal));
  if (uid === undefined) return;
  const own = ports.undos.find(({undoes}) => undoes(entry.ref));
  if (own !== undefined) await own.undo(entry.ref, uid, signal);
  else if (entry.ref.kind === 'Namespace') await deleteNamespace({name: entry.ref.name, uid}, ports, signal);
  else await kube.delete(entry.ref, {uid, signal, propagation: 'Background'});
}

/** The UID of an object whose creation was intended, when it exists and bears this run's label. */
async function uidIfOurs(kube: Kube, ref: ObjectRef, runId: string, signal: AbortSignal): Promise<string | undefined> {
  const object = await kube.get<KubeObject>(ref, signal);
  return object?.metadata.labels?.[RUN_LABEL] === runId ? object.metadata.uid : undefined;
}
