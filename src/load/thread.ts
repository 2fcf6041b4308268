import {setPriority} from 'node:os';
import {isMainThread, parentPort, Worker, workerData} from 'node:worker_threads';
import {systemClock} from '../runtime/clock.js';
import type {LoadThread} from './messages.js';
import {openOrigin} from './origin-client.js';
import type {LoadPlan} from './plan.js';
import {runLoadWorker} from './worker-loop.js';

/** True in the load's thread, where it runs the load: a program's entry calls it first, and does nothing else then. */
export function runIfLoadWorker(): boolean {
  if (isMainThread || parentPort === null || workerData?.role !== 'load') return false;
  // A rejection ends the thread with an `error` event, which the main thread hears.
  void runLoadWorker(workerData.plan as LoadPlan, {
    clock: systemClock,
    channel: parentPort,
    openOrigin,
    platform: process.platform,
    comeFirst,
  });
  return true;
}

/** Nice value of the load's thread. */
const NICE = -10;

/** Only Linux has priorities of threads, and only those who may (CAP_SYS_NICE) can raise one; the others' lateness is measured as ever. */
function comeFirst(): void {
  if (process.platform !== 'linux') return;
  try {
    setPriority(NICE);
  } catch {
    // It is a favour, and no more.
  }
}

/** Starts the load in a worker thread that runs `entry`, a file that calls {@link runIfLoadWorker} first: the bundle itself. */
export function workerThread(entry: URL): (plan: LoadPlan) => LoadThread {
  return plan => {
    // The environment stays here: its secrets that the load needs are in the plan.
    const worker = new Worker(entry, {workerData: {role: 'load', plan}, env: {}});
    let ending = false;
    const failed = new Promise<never>((_, reject) => {
      worker.once('error', error => reject(new Error("the load's thread failed", {cause: error})));
      worker.once('exit', code => {
        if (!ending) reject(new Error(`the load's thread ended by itself with code ${code}`));
      });
    });
    failed.catch(() => {});
    return {
      failed,
      postMessage: message => worker.postMessage(message),
      onMessage: listener => void worker.on('message', listener),
      end: async () => {
        ending = true;
        await worker.terminate();
      },
    };
  };
}
