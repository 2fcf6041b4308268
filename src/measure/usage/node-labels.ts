import type {Kube} from '../../cluster/kube.js';
import {messageOf} from '../../failure.js';
import type {Clock} from '../../runtime/clock.js';
import type {UsageRecord} from './usage.js';

/** The labels of nodes, for prices that depend on them. */
export interface NodeLabels {
  /** By the node's name. */
  readonly labels: ReadonlyMap<string, Readonly<Record<string, string>>>;
  /** Why they could not be read, in sentences. */
  readonly notes: readonly string[];
  /** Reads those of all nodes there are now; nodes that are gone by then stay known. */
  read(signal: AbortSignal): Promise<void>;
  /** The same, where these nodes' aren't all known; for one that could not be read, every 10 s. */
  readNew(nodes: readonly string[], signal: AbortSignal): Promise<void>;
}

interface Ports {
  kube: Pick<Kube, 'list'>;
  clock: Pick<Clock, 'now'>;
}

const AGAIN_MS = 10_000;

/** Reads the labels of all nodes. What goes wrong with it ends no run: it is noted. */
export async function nodeLabels({kube, clock}: Ports, signal: AbortSignal): Promise<NodeLabels> {
  const labels = new Map<string, Readonly<Record<string, string>>>();
  const notes = new Set<string>();
  const askedAt = new Map<string, number>();
  const known: NodeLabels = {
    labels,
    get notes() {
      return [...notes];
    },
    read: async until => {
      try {
        for (const {metadata} of await kube.list({apiVersion: 'v1', kind: 'Node'}, until))
          labels.set(metadata.name, metadata.labels ?? {});
      } catch (error) {
        if (until.aborted) throw error;
        notes.add(`the labels of nodes can't be read: ${messageOf(error)}`);
      }
    },
    readNew: async (nodes, until) => {
      const now = clock.now();
      const unknown = nodes.filter(node => !labels.has(node));
      if (unknown.every(node => now - (askedAt.get(node) ?? Number.NEGATIVE_INFINITY) < AGAIN_MS)) return;
      for (const node of unknown) askedAt.set(node, now);
      await known.read(until);
    },
  };
  await known.read(signal);
  return known;
}

/** The record with what is known of its nodes; as it was where their labels weren't asked for. */
export function withNodeLabels(record: UsageRecord, nodes: NodeLabels | undefined): UsageRecord {
  if (nodes === undefined) return record;
  return {...record, nodeLabels: nodes.labels, notes: [...record.notes, ...nodes.notes]};
}

/** The same, after they were read again where a pod is on a node that is new. */
export async function withFreshLabels(
  record: UsageRecord,
  nodes: NodeLabels | undefined,
  signal: AbortSignal,
): Promise<UsageRecord> {
  const names = record.reservations.map(({node}) => node).filter(node => node !== undefined);
  await nodes?.readNew(names, signal);
  return withNodeLabels(record, nodes);
}
