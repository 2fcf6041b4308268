import type {Kube, KubeObject, ObjectSet} from '../cluster/kube.js';
import type {Clock} from '../runtime/clock.js';

/** What the watches have seen: the objects of a kind as they are now. */
export interface Seen {
  all<T = KubeObject>(kind: string): T[];
}

export interface WatchLimits {
  kube: Kube;
  clock: Clock;
  withinMs: number;
  signal: AbortSignal;
}

/**
 * Follows sets of different kinds and calls `look` when the state of all is known and after each change, until it returns
 * something. Resolves with that, or with undefined when time ran out first; rejects when a watch or `look` fails or the signal aborts.
 */
export async function watchUntil<R>(
  sets: readonly ObjectSet[],
  look: (seen: Seen) => R | undefined,
  {kube, clock, withinMs, signal}: WatchLimits,
): Promise<R | undefined> {
  signal.throwIfAborted();
  const end = new AbortController();
  const live = AbortSignal.any([signal, end.signal]);
  const found = new Promise<R>((resolve, reject) => {
    const kinds = new Map(sets.map(set => [set.kind, new Map<string, KubeObject>()]));
    const unsynced = new Set(sets);
    const seen: Seen = {all: <T>(kind: string) => [...(kinds.get(kind)?.values() ?? [])] as T[]};
    const lookNow = (): void => {
      const result = unsynced.size === 0 ? look(seen) : undefined;
      if (result !== undefined) resolve(result);
    };
    const follow = async (set: ObjectSet): Promise<void> => {
      const objects = kinds.get(set.kind)!;
      await kube.watch(
        set,
        {
          event: ({type, object}) => {
            if (type === 'DELETED') objects.delete(keyOf(object));
            else objects.set(keyOf(object), object);
            lookNow();
          },
          synced: () => {
            unsynced.delete(set);
            lookNow();
          },
        },
        live,
      );
    };
    for (const set of sets) follow(set).catch(reject);
  });
  try {
    return await Promise.race([found, clock.sleep(withinMs, live).then(() => undefined)]);
  } finally {
    end.abort();
  }
}

function keyOf({metadata}: KubeObject): string {
  return metadata.uid ?? `${metadata.namespace ?? ''}/${metadata.name}`;
}
