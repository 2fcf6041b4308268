import type {Clock} from '../../runtime/clock.js';
import type {Logger} from '../../runtime/logger.js';
import type {Store} from '../store.js';
import {controlDeployments} from './deployment.js';
import {controlEndpointSlices} from './endpoint-slices.js';
import {controlReplicaSets} from './replica-set.js';
import {schedulePods} from './scheduler.js';
import {refuseWorkloads} from './unserved-workloads.js';

export interface ControllerPorts {
  store: Store;
  clock: Clock;
  logger: Logger;
}

/** Starts the sandbox's controllers and its scheduler. Returns the end of them. */
export function startControllers(ports: ControllerPorts): () => void {
  const ends = [controlDeployments, controlReplicaSets, controlEndpointSlices, schedulePods, refuseWorkloads].map(
    start => start(ports),
  );
  return () => {
    for (const end of ends) end();
  };
}
