import {Failure, messageOf} from '../failure.js';
import type {Clock} from '../runtime/clock.js';
import type {Ledger} from '../runtime/ledger.js';
import type {Logger} from '../runtime/logger.js';
import {isApiError, type Kube, type KubeObject, type ObjectRef} from './kube.js';

/** The one lock of a cluster: two gates on one node would spoil each other's numbers. */
export interface HeldLease {
  /** Rejects when the lease could not be renewed for half its duration, or was taken away. */
  lost: Promise<never>;
  release(): Promise<void>;
}

export interface LeasePorts {
  kube: Kube;
  clock: Clock;
  logger: Logger;
  ledger: Ledger;
}

interface LeaseObject extends KubeObject {
  spec: {holderIdentity: string; leaseDurationSeconds: number; acquireTime?: string; renewTime?: string};
}

/** In `default`, the one namespace that every cluster has and nobody has to name; it is deleted when the run ends. */
const LEASE: ObjectRef = {
  apiVersion: 'coordination.k8s.io/v1',
  kind: 'Lease',
  name: 'chaos-cost-gate',
  namespace: 'default',
};
/** An API server that is away for 10 s, as in a restart or an upgrade, must not cost the run: half of this is longer. */
const DURATION_MS = 40_000;
const RENEW_MS = 4_000;
const LOOK_MS = 1_000;

/** Waits for the cluster's lease and keeps it renewed until `release`. A holder that died is succeeded after its lease's duration. */
export async function holdLease(holder: string, ports: LeasePorts, signal: AbortSignal): Promise<HeldLease> {
  const uid = await acquire(holder, ports, signal);
  const stop = new AbortController();
  const lost = renewForever(uid, ports, stop.signal);
  lost.catch(() => {}); // whoever cares races against it
  return {
    lost,
    release: async () => {
      stop.abort();
      await ports.kube.delete(LEASE, {uid});
      ports.ledger.gone(LEASE);
    },
  };
}

async function acquire(holder: string, ports: LeasePorts, signal: AbortSignal): Promise<string> {
  const {kube, clock, logger, ledger} = ports;
  let seen: {renewal: string; at: number} | undefined;
  for (;;) {
    signal.throwIfAborted();
    const made = await tryCreate(holder, ports, signal);
    if (made !== undefined) return made;
    const lease = await kube.get<LeaseObject>(LEASE, signal);
    if (lease === undefined) continue;
    // As client-go does: the holder's clock is never compared with ours, only whether the record still changes.
    const renewal = `${lease.metadata.uid} ${lease.spec.renewTime ?? ''}`;
    if (seen === undefined) logger.info(`Waiting for another gate on this cluster: ${lease.spec.holderIdentity}`);
    if (seen === undefined || seen.renewal !== renewal) seen = {renewal, at: clock.now()};
    if (clock.now() - seen.at > lease.spec.leaseDurationSeconds * 1000) {
      logger.warn(`The gate ${lease.spec.holderIdentity} has not renewed its lease: taking over.`);
      await kube.delete(LEASE, {uid: lease.metadata.uid, signal});
      seen = undefined;
      continue;
    }
    ledger.gone(LEASE);
    await clock.sleep(LOOK_MS, signal);
  }
}

async function tryCreate(
  holder: string,
  {kube, clock, ledger}: LeasePorts,
  signal: AbortSignal,
): Promise<string | undefined> {
  const now = microTime(clock.today());
  ledger.intend(LEASE);
  try {
    const made = await kube.create<LeaseObject>(
      {
        apiVersion: LEASE.apiVersion,
        kind: LEASE.kind,
        metadata: {
          name: LEASE.name,
          namespace: 'default',
          labels: {'app.kubernetes.io/managed-by': 'chaos-cost-gate', 'chaos-cost-gate/run': ledger.runId},
        },
        spec: {holderIdentity: holder, leaseDurationSeconds: DURATION_MS / 1000, acquireTime: now, renewTime: now},
      },
      signal,
    );
    const uid = made.metadata.uid ?? '';
    ledger.created(LEASE, uid);
    return uid;
  } catch (error) {
    if (isApiError(error, 409)) return undefined;
    ledger.gone(LEASE);
    throw error;
  }
}

async function renewForever(uid: string, {kube, clock}: LeasePorts, signal: AbortSignal): Promise<never> {
  let renewedAt = clock.now();
  for (;;) {
    try {
      await clock.sleep(RENEW_MS, signal);
    } catch {
      return new Promise<never>(() => {}); // released
    }
    try {
      await kube.patch(LEASE, {metadata: {uid}, spec: {renewTime: microTime(clock.today())}}, {signal});
      renewedAt = clock.now();
    } catch (error) {
      if (signal.aborted) return new Promise<never>(() => {});
      // 422: an API server takes another UID for an attempt to change it.
      const taken = [404, 409, 422].some(status => isApiError(error, status));
      if (!taken && clock.now() - renewedAt < DURATION_MS / 2) continue;
      throw new Failure('environment', `the lease of the cluster was lost: ${messageOf(error)}`, {cause: error});
    }
  }
}

/** Kubernetes' MicroTime wants six digits. */
function microTime(date: Date): string {
  return date.toISOString().replace('Z', '000Z');
}
