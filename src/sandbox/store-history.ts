import type {StoreEvent} from './store.js';

/** What changed of late, so that watches can take up where they ended. */
export interface History {
  record(kind: string, event: StoreEvent): void;
  /** The events of a kind after a revision; `expired` where some of them are forgotten. */
  since(kind: string, revision: number): StoreEvent[] | 'expired';
  /** Forgets everything up to `revision`. */
  compact(revision: number): void;
}

/** Keeps the last `limit` events of each kind. */
export function createHistory(limit: number): History {
  const kinds = new Map<string, {events: StoreEvent[]; forgotten: number}>();
  let compacted = 0;

  return {
    record: (kind, event) => {
      const past = kinds.get(kind) ?? {events: [], forgotten: 0};
      kinds.set(kind, past);
      past.events.push(event);
      if (past.events.length > limit) past.forgotten = past.events.shift()?.revision ?? past.forgotten;
    },
    since: (kind, revision) => {
      const past = kinds.get(kind);
      if (revision < Math.max(compacted, past?.forgotten ?? 0)) return 'expired';
      return (past?.events ?? []).filter(event => event.revision > revision);
    },
    compact: revision => {
      compacted = revision;
      for (const past of kinds.values()) past.events = past.events.filter(event => event.revision > revision);
    },
  };
}
