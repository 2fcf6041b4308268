import {isIPv6} from 'node:net';
import type {Node} from 'kubernetes-types/core/v1.js';
import {isApiError, type Kube} from '../cluster/kube.js';
import type {Clock} from '../runtime/clock.js';
import type {TcpProbe} from './tcp-probe.js';

export interface NodeSearch {
  kube: Kube;
  clock: Clock;
  probe: TcpProbe;
  signal?: AbortSignal;
}

/** Ms within which an address has to accept a connection. */
const PATIENCE = 1_000;
/** Kube-proxy may need a moment for a new Service: ms between two rounds. */
const ROUND = 100;
/** Nodes that are asked; one that answers is enough. */
const MAX_NODES = 8;

/**
 * An address at which the NodePort accepts connections: loopback, else the InternalIP of a node, and never another one. Undefined when
 * none does within a second.
 */
export async function findNodeAddress(nodePort: number, ports: NodeSearch): Promise<string | undefined> {
  const {clock, probe, signal} = ports;
  const deadline = clock.now() + PATIENCE;
  const nodes = await nodeAddresses(ports);
  for (;;) {
    const patience = Math.max(ROUND, deadline - clock.now());
    if (await probe('127.0.0.1', nodePort, patience)) return '127.0.0.1';
    const node = await firstAccepted(nodes, host => probe(host, nodePort, patience));
    if (node !== undefined) return isIPv6(node) ? `[${node}]` : node;
    if (clock.now() >= deadline) return undefined;
    await clock.sleep(ROUND, signal);
  }
}

async function nodeAddresses({kube, signal}: NodeSearch): Promise<string[]> {
  try {
    const nodes = await kube.list<Node>({apiVersion: 'v1', kind: 'Node'}, signal);
    const addresses = nodes.flatMap(node => node.status?.addresses ?? []).filter(({type}) => type === 'InternalIP');
    return addresses.slice(0, MAX_NODES).map(({address}) => address);
  } catch (error) {
    // Who may not list nodes still has loopback and the proxy.
    if (isApiError(error, 403)) return [];
    throw error;
  }
}

async function firstAccepted(
  hosts: readonly string[],
  accepts: (host: string) => Promise<boolean>,
): Promise<string | undefined> {
  const attempts = hosts.map(async host => {
    if (await accepts(host)) return host;
    throw new Error(`${host} does not answer`);
  });
  return Promise.any(attempts).catch(() => undefined);
}
