import type {Clock} from '../runtime/clock.js';
import type {Logger} from '../runtime/logger.js';
import type {Faults} from './api/faults.js';
import {type ApiServer, startApiServer} from './api/server.js';
import {controlChaos} from './chaos/chaos-controller.js';
import {announceChaos} from './chaos/daemon-pod.js';
import {startControllers} from './controllers/controllers.js';
import {createMemoryStore} from './memory-store.js';
import {startNode} from './node/node.js';
import type {NodeMachine} from './node/node-object.js';
import type {Store} from './store.js';

export interface SandboxOptions {
  clock: Clock;
  logger: Logger;
  machine: NodeMachine;
  /** The folder that containers of an image work in, by the image's name. */
  images: ReadonlyMap<string, string>;
  /** A number from 0 to 1. */
  random(): number;
  faults?: Faults | undefined;
}

/** A Kubernetes in this process: its API on loopback, and pods that are child processes. */
export interface Sandbox extends Pick<ApiServer, 'origin' | 'token'> {
  readonly store: Store;
  /** What the pods asked for that was not kept, in sentences. */
  notEnforced(): string[];
  /** Ends every process and every listener; resolves when they are gone. */
  close(): Promise<void>;
}

/** Starts it with one node and nothing on it. */
export async function startSandbox({clock, logger, machine, images, random, faults}: SandboxOptions): Promise<Sandbox> {
  const store = createMemoryStore({clock});
  const choose = (count: number): number => Math.floor(random() * count);
  const node = startNode({store, clock, machine, choose, folderOf: image => images.get(image) ?? '/'});
  const endControllers = startControllers({store, clock, logger});
  const endChaos = controlChaos({store, node, machine, clock, random});
  announceChaos(store, clock.today());
  const api = await startApiServer({store, node, clock, faults});
  return {
    origin: api.origin,
    token: api.token,
    store,
    notEnforced: node.notEnforced,
    close: async () => {
      endChaos();
      endControllers();
      await node.close();
      await api.close();
    },
  };
}
