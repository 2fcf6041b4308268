import {MessageChannel} from 'node:worker_threads';
import type {LoadThread} from '../../src/load/messages.js';
import {type OpenOrigin, openOrigin} from '../../src/load/origin-client.js';
import type {LoadPlan} from '../../src/load/plan.js';
import {runLoadWorker} from '../../src/load/worker-loop.js';
import {type Clock, systemClock} from '../../src/runtime/clock.js';

/** Runs the load's worker in this thread, at the other end of a MessageChannel. */
export function inProcessThread(ports: {clock?: Clock; openOrigin?: OpenOrigin} = {}): (plan: LoadPlan) => LoadThread {
  return plan => {
    const {port1, port2} = new MessageChannel();
    const running = runLoadWorker(plan, {
      clock: systemClock,
      openOrigin,
      channel: port2,
      platform: process.platform,
      comeFirst: () => {},
      ...ports,
    });
    return {
      failed: new Promise((_, reject) => {
        running.catch(reject);
      }),
      postMessage: message => port1.postMessage(message),
      onMessage: listener => void port1.on('message', listener),
      end: async () => port1.close(),
    };
  };
}
