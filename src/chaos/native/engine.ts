import type {SendOnce} from '../../load/send-once.js';
import type {ChaosEngine} from '../engine.js';
import {faultKindOf} from '../fault.js';
import {type PodKillPorts, podKill} from './pod-kill.js';
import {requestFault} from './request.js';

export interface NativePorts extends PodKillPorts {
  /** A sender to `NAME:PORT`, or to the load's own service. */
  sendTo(namespace: string, service: string | undefined): Promise<SendOnce>;
}

/** The faults that need nothing but the Kubernetes API and the victim itself. */
export function nativeEngine(ports: NativePorts): ChaosEngine {
  return {
    name: 'native',
    faults: ['podKill', 'request'],
    refusal: async () => undefined,
    inject: async (plan, signal) => {
      const {experiment} = plan;
      if (experiment.podKill !== undefined) return podKill(experiment.podKill, plan, ports, signal);
      if (experiment.request !== undefined) {
        const send = await ports.sendTo(plan.namespace, experiment.request.service);
        return requestFault(experiment.request, plan, {clock: ports.clock, send}, signal);
      }
      throw new Error(`the native engine can't do ${faultKindOf(experiment)}`);
    },
  };
}
