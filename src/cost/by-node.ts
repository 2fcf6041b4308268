import type {ContainerUsage, UsageRecord} from '../measure/usage/usage.js';
import {nodePricesFor, type Prices} from './prices.js';

/** The part of a record that lies on nodes of one price. */
export interface PricedPart {
  record: UsageRecord;
  prices: Prices;
}

/** Takes a record apart by the prices of the nodes that its pods run on; as a whole where all nodes cost the same. */
export function partsByNode(record: UsageRecord, prices: Prices): PricedPart[] {
  if (prices.nodes === undefined) return [{record, prices}];
  const nodeOf = nodesOfPods(record);
  const ofNode = (node: string | undefined): Prices => ({
    ...prices,
    ...nodePricesFor(record.nodeLabels?.get(node ?? '') ?? {}, prices),
  });
  const parts = new Map<string, PricedPart>();
  const partFor = (node: string | undefined): UsageRecord => {
    const found = ofNode(node);
    const key = `${found.cpu} ${found.memory}`;
    const part = parts.get(key) ?? {record: {...record, containers: [], reservations: []}, prices: found};
    parts.set(key, part);
    return part.record;
  };
  for (const container of record.containers) partFor(nodeOf(container)).containers.push(container);
  for (const reservation of record.reservations) partFor(reservation.node).reservations.push(reservation);
  return parts.size === 0 ? [{record, prices}] : [...parts.values()];
}

/** Why the prices of some pods aren't known, as the end of a sentence; undefined where they are. */
export function nodeTrouble(record: UsageRecord, prices: Prices): string | undefined {
  if (prices.nodes === undefined) return undefined;
  const names = [...record.reservations.map(({node}) => node), ...record.containers.map(nodesOfPods(record))];
  const unknown = names.filter(node => record.nodeLabels?.get(node ?? '') === undefined);
  if (unknown.length === 0) return undefined;
  return `the prices depend on labels of nodes, and those of ${unknown[0] ?? 'a pod’s node'} could not be read`;
}

/** Not every source of usage tells the node: the watch does. */
function nodesOfPods({reservations}: UsageRecord): (container: ContainerUsage) => string | undefined {
  const byUid = new Map(reservations.map(({uid, node}) => [uid, node]));
  const byName = new Map(reservations.map(({name, node}) => [name, node]));
  return ({podUid, pod, node}) => byUid.get(podUid ?? '') ?? byName.get(pod) ?? (node === '' ? undefined : node);
}
