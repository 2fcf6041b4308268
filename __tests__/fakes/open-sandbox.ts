import type {Kube} from '../../src/cluster/kube.js';
import {connect} from '../../src/cluster/kube-client.js';
import {type Clock, systemClock} from '../../src/runtime/clock.js';
import {silentLogger} from '../../src/runtime/logger.js';
import type {Faults} from '../../src/sandbox/api/faults.js';
import {type ApiServer, startApiServer} from '../../src/sandbox/api/server.js';
import {createMemoryStore, type MemoryStore} from '../../src/sandbox/memory-store.js';
import type {NodeAgent} from '../../src/sandbox/node-agent.js';
import {idleNode} from './idle-node.js';

export interface OpenSandbox {
  store: MemoryStore;
  server: ApiServer;
  /** The gate's own client. */
  kube: Kube;
  close(): Promise<void>;
}

/** The sandbox's API server over an empty store, and a client of it. */
export async function openSandbox(
  options: {clock?: Clock; node?: Partial<NodeAgent>; faults?: Faults; remembered?: number} = {},
): Promise<OpenSandbox> {
  const {clock = systemClock, node, faults, remembered} = options;
  const store = createMemoryStore({clock, ...(remembered === undefined ? {} : {remembered})});
  const server = await startApiServer({store, node: idleNode(node), clock, faults});
  const headers = {authorization: `Bearer ${server.token}`};
  const access = {context: 'sandbox', server: server.origin, login: async () => ({tls: {}, headers})};
  const kube = connect(access, {clock, logger: silentLogger});
  const close = async () => {
    await kube.close();
    await server.close();
  };
  return {store, server, kube, close};
}
