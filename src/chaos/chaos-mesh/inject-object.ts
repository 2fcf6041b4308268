import type {Event} from 'kubernetes-types/core/v1.js';
import {describe, isApiError, type KubeObject, type ObjectRef, type ObjectSet, refOf} from '../../cluster/kube.js';
import {watchUntil} from '../../deploy/watch-until.js';
import {Failure} from '../../failure.js';
import type {Ledger} from '../../runtime/ledger.js';
import {type FreePorts, freeChaos} from './free.js';
import {type ChaosObject, complaints, isInjected, isSelected} from './status.js';
import {injectorsOf} from './watch-sets.js';

export interface ChaosPorts extends FreePorts {
  ledger: Ledger;
}

/** An object whose fault is in all of its targets. */
export interface InjectedObject {
  object: ChaosObject;
  requestedAt: number;
  acknowledgedAt: number;
  /** Deletes the object, which ends the fault; resolves with the time at which it was gone. */
  remove(signal: AbortSignal): Promise<number>;
}

/** One that is not injected by then never hits the phase that it belongs to. */
export const INJECT_MS = 20_000;
/** Chaos Mesh says at first of every object that it selects nothing. */
const SELECT_MS = 3_000;
const RECOVER_MS = 10_000;
/** What was never injected has nothing to recover from. */
const NOTHING_TO_RECOVER_MS = 1_500;

/** Creates an object of Chaos Mesh and waits until it is injected. Where it can't be, it is freed again, and Chaos Mesh's own words are the failure. */
export async function injectObject(
  draft: KubeObject,
  injects: readonly string[],
  ports: ChaosPorts,
  signal: AbortSignal,
): Promise<InjectedObject> {
  const {clock, ledger} = ports;
  const ref = refOf(draft);
  const injectors = injectorsOf(ref, injects);
  ledger.intend(ref);
  const requestedAt = clock.now();
  const uid = await create(draft, ports, signal);
  ledger.created(ref, uid);
  const injected = await untilInjected(injectors, ports, signal);
  const acknowledgedAt = clock.now();
  const end = async (patienceMs: number, endSignal: AbortSignal): Promise<number> => {
    const at = await freeChaos(ref, uid, ports, {patienceMs, injects, signal: endSignal});
    ledger.gone(ref);
    return at;
  };
  if (injected === undefined) {
    const words = await wordsAbout(ref, injectors, ports, signal);
    await end(NOTHING_TO_RECOVER_MS, signal);
    throw new Failure('inconclusive', `Chaos Mesh could not inject ${draft.kind} ${ref.name}: ${words}`, {
      hint: hintFor(draft),
    });
  }
  return {object: injected, requestedAt, acknowledgedAt, remove: endSignal => end(RECOVER_MS, endSignal)};
}

async function create(draft: KubeObject, {kube, ledger}: ChaosPorts, signal: AbortSignal): Promise<string> {
  try {
    return (await kube.create<KubeObject>(draft, signal)).metadata.uid ?? '';
  } catch (error) {
    if (!isApiError(error) || error.status >= 500) throw error; // it may be there all the same
    ledger.gone(refOf(draft));
    throw new Failure('inconclusive', `Chaos Mesh refused ${describe(draft)}: ${error.message}`, {cause: error});
  }
}

/** The object once it is injected; undefined when there is nothing to inject into, or not in time. */
async function untilInjected(
  injectors: readonly ObjectSet[],
  {kube, clock}: ChaosPorts,
  signal: AbortSignal,
): Promise<ChaosObject | undefined> {
  const until = clock.now() + INJECT_MS;
  let last: ChaosObject | undefined;
  const look = (withinMs: number, isIt: (object: ChaosObject) => boolean): Promise<ChaosObject | undefined> =>
    watchUntil(
      injectors,
      seen => {
        const all = injectors.flatMap(({kind}) => seen.all<ChaosObject>(kind));
        last = all[0] ?? last;
        return all.find(isInjected) ?? all.find(isIt);
      },
      {kube, clock, withinMs, signal},
    );
  // A Schedule or a Workflow makes its first object some time after it was made itself.
  const made = await look(INJECT_MS, () => true);
  if (made === undefined || isInjected(made)) return made;
  const early = await look(Math.min(SELECT_MS, until - clock.now()), isInjected);
  if (early !== undefined || (last !== undefined && !isSelected(last))) return early;
  return look(until - clock.now(), isInjected);
}

/** Chaos Mesh's own words: those of its records, or its events where it came to no record. */
async function wordsAbout(
  ref: ObjectRef,
  injectors: readonly ObjectSet[],
  {kube}: ChaosPorts,
  signal: AbortSignal,
): Promise<string> {
  const objects = await Promise.all(injectors.map(set => kube.list<ChaosObject>(set, signal)));
  const words = objects.flat().flatMap(complaints);
  if (words.length > 0) return words.join('; ');
  const fieldSelector = `involvedObject.name=${ref.name}`;
  const events = await kube.list<Event>(
    {apiVersion: 'v1', kind: 'Event', namespace: ref.namespace, fieldSelector},
    signal,
  );
  const failed = events.filter(({reason}) => reason === 'Failed').map(({message = ''}) => message);
  return [...new Set(failed)].join('; ') || `it gave no reason within ${INJECT_MS / 1000} s`;
}

function hintFor({kind, spec}: KubeObject): string | undefined {
  const {action} = (spec ?? {}) as {action?: string};
  if (kind !== 'NetworkChaos' || action === 'partition') return undefined;
  return 'Delay, loss and bandwidth need the kernel module sch_netem on every node (`modprobe sch_netem`).';
}
