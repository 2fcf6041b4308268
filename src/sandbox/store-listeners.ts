import type {Store, StoreEvent} from './store.js';

/** Who wants to hear of which kinds. */
export interface Listeners {
  subscribe: Store['subscribe'];
  /** Tells a change to those who listen, soon: never while it is being made. */
  tell(kind: string, event: StoreEvent): void;
}

/** Each listener gets the events in order, and a copy of each. */
export function createListeners(): Listeners {
  const all = new Set<{kinds: Set<string>; listener: (event: StoreEvent) => void}>();
  return {
    subscribe: (kinds, listener) => {
      const one = {kinds: new Set(kinds), listener};
      all.add(one);
      return () => all.delete(one);
    },
    tell: (kind, event) => {
      for (const one of all) {
        if (!one.kinds.has(kind)) continue;
        // Each in a task of its own, so that one that throws keeps nothing from the others.
        queueMicrotask(() => {
          if (all.has(one)) one.listener(structuredClone(event));
        });
      }
    },
  };
}
