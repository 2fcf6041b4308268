import {availableParallelism, totalmem} from 'node:os';
import {dirname, resolve} from 'node:path';
import type {Kube} from '../../src/cluster/kube.js';
import {connect} from '../../src/cluster/kube-client.js';
import {systemClock} from '../../src/runtime/clock.js';
import {silentLogger} from '../../src/runtime/logger.js';
import type {Faults} from '../../src/sandbox/api/faults.js';
import {type Sandbox, startSandbox} from '../../src/sandbox/start-sandbox.js';

/** The whole sandbox, with pods that are processes, and a client of it. */
export async function runningSandbox(
  options: {faults?: Faults; cpus?: number} = {},
): Promise<{sandbox: Sandbox; kube: Kube; close(): Promise<void>}> {
  const sandbox = await startSandbox({
    clock: systemClock,
    logger: silentLogger,
    machine: {
      cpus: options.cpus ?? availableParallelism(),
      memoryBytes: totalmem(),
      platform: process.platform,
      arch: process.arch,
      node: process.execPath,
      path: `${dirname(process.execPath)}:/usr/bin:/bin`,
    },
    images: new Map([['cacop-victim:ci', resolve(import.meta.dirname, '../../examples/cacop/victim')]]),
    random: Math.random,
    faults: options.faults,
  });
  const headers = {authorization: `Bearer ${sandbox.token}`};
  const access = {context: 'sandbox', server: sandbox.origin, login: async () => ({tls: {}, headers})};
  const kube = connect(access, {clock: systemClock, logger: silentLogger});
  const close = async () => {
    await kube.close();
    await sandbox.close();
  };
  return {sandbox, kube, close};
}
