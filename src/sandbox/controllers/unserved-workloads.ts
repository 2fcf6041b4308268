import {createSay} from '../events.js';
import type {ControllerPorts} from './controllers.js';

/** Says of the workloads that nobody here runs that they won't be run. Returns the end of it. */
export function refuseWorkloads(ports: ControllerPorts): () => void {
  const say = createSay('sandbox', ports);
  return ports.store.subscribe(['apps/v1/StatefulSet', 'apps/v1/DaemonSet'], ({type, object}) => {
    if (type !== 'ADDED') return;
    const message = `the sandbox runs Deployments, ReplicaSets and Pods: this ${object.kind} gets no pods`;
    say(object, {type: 'Warning', reason: 'FailedCreate', message});
  });
}
