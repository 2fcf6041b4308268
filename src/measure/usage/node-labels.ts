import type {Kube} from '../../cluster/kube.js';
import {messageOf} from '../../failure.js';
import type {UsageRecord} from './usage.js';

/** The labels of nodes, for prices that depend on them. */
export interface NodeLabels {
  /** By the node's name. */
  readonly labels: ReadonlyMap<string, Readonly<Record<string, string>>>;
  /** Why they could not be read, in sentences. */
  readonly notes: readonly string[];
  /** Reads those of all nodes there are now; nodes that are gone by then stay known. */
  read(signal: AbortSignal): Promise<void>;
}

/** Reads the labels of all nodes. What goes wrong with it ends no run: it is noted. */
export async function nodeLabels(kube: Pick<Kube, 'list'>, signal: AbortSignal): Promise<NodeLabels> {
  const labels = new Map<string, Readonly<Record<string, string>>>();
  const notes = new Set<string>();
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
  const isNew = record.reservations.some(({node}) => node !== undefined && nodes?.labels.has(node) === false);
  if (isNew) await nodes?.read(signal);
  return withNodeLabels(record, nodes);
}
