import {isApiError, type Kube, type KubeObject, type ObjectRef} from '../cluster/kube.js';
import {Failure} from '../failure.js';
import type {Clock} from '../runtime/clock.js';
import type {Ledger} from '../runtime/ledger.js';
import type {Logger} from '../runtime/logger.js';
import type {Spec} from '../spec/schema.js';
import {waitUntilGone} from './delete-namespace.js';
import {isOurs, labelsOfRun, MANAGED_BY, MANAGED_BY_LABEL} from './labels.js';
import {namespaceName} from './namespace-name.js';
import {watchUntil} from './watch-until.js';

/** The namespace of a run. `make`: the run makes it and it goes with the run; `use`: it exists, and is never deleted. */
export interface NamespacePlan {
  name: string;
  how: 'make' | 'use';
}

export interface NamespacePorts {
  kube: Kube;
  clock: Clock;
  logger: Logger;
  ledger: Ledger;
  signal: AbortSignal;
}

const LEAVING_MS = 60_000;
const ACCOUNT_MS = 5_000;

/** Decides which namespace the run uses, and changes nothing. One that exists needs the gate's label or `adopt: true`, else it fails with `usage`. */
export async function planNamespace(spec: Spec, ports: NamespacePorts): Promise<NamespacePlan> {
  const {namespace: name, adopt} = spec.victim;
  if (name === undefined) return {name: namespaceName(spec.name, ports.ledger.runId), how: 'make'};
  if (name.startsWith('kube-')) {
    throw new Failure('usage', `the namespace ${name} belongs to Kubernetes itself`, {
      hint: 'Leave out `victim.namespace`, and one is made for the run.',
    });
  }
  const found = await ports.kube.get<KubeObject>(refTo(name), ports.signal);
  if (found === undefined) return {name, how: 'make'};
  if (found.metadata.deletionTimestamp !== undefined) {
    ports.logger.info(`Waiting for the namespace ${name}, which is being deleted.`);
    await waitUntilGone({name, uid: found.metadata.uid ?? ''}, ports, ports.signal, LEAVING_MS);
    return {name, how: 'make'};
  }
  if (isOurs(found) || adopt) return {name, how: 'use'};
  throw new Failure('usage', `the namespace ${name} exists and is not the gate's`, {
    hint: `Leave out \`victim.namespace\`, set \`victim.adopt: true\`, or label the namespace ${MANAGED_BY_LABEL}=${MANAGED_BY}.`,
  });
}

/** Makes the run's namespace and waits for its default service account, without which no pod can be made. */
export async function makeNamespace(name: string, ports: NamespacePorts): Promise<void> {
  const {kube, ledger, signal} = ports;
  const ref = refTo(name);
  ledger.intend(ref);
  try {
    const metadata = {name, labels: labelsOfRun(ledger.runId)};
    const made = await kube.create<KubeObject>({apiVersion: ref.apiVersion, kind: ref.kind, metadata}, signal);
    ledger.created(ref, made.metadata.uid ?? '');
  } catch (error) {
    if (!isApiError(error)) throw error;
    ledger.gone(ref);
    throw new Failure('environment', `the namespace ${name} can't be made: ${error.message}`, {cause: error});
  }
  await waitForServiceAccount(name, ports);
}

async function waitForServiceAccount(namespace: string, {kube, clock, signal}: NamespacePorts): Promise<void> {
  const accounts = {apiVersion: 'v1', kind: 'ServiceAccount', namespace};
  const hasDefault = (names: KubeObject[]) => names.some(({metadata}) => metadata.name === 'default') || undefined;
  try {
    await watchUntil([accounts], seen => hasDefault(seen.all('ServiceAccount')), {
      kube,
      clock,
      signal,
      withinMs: ACCOUNT_MS,
    });
  } catch (error) {
    if (!isApiError(error)) throw error; // who may not watch them does without: controllers try again
  }
}

function refTo(name: string): ObjectRef {
  return {apiVersion: 'v1', kind: 'Namespace', name};
}
