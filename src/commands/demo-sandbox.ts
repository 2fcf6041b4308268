import {availableParallelism, totalmem} from 'node:os';
import {delimiter, dirname} from 'node:path';
import type {Kube} from '../cluster/kube.js';
import {connect} from '../cluster/kube-client.js';
import type {Logger} from '../runtime/logger.js';
import {type Sandbox, startSandbox} from '../sandbox/start-sandbox.js';
import type {ImageSpec} from '../spec/schema.js';
import type {Machine} from './machine.js';

/** A sandbox and the gate's own client of it. Closing the client leaves the sandbox. */
export interface DemoSandbox {
  sandbox: Sandbox;
  kube: Kube;
}

/** Starts a sandbox whose pods run their commands in the build folders of these images. */
export async function openDemoSandbox(
  images: readonly ImageSpec[],
  {machine, logger}: {machine: Machine; logger: Logger},
): Promise<DemoSandbox> {
  const {clock, env} = machine;
  const sandbox = await startSandbox({
    clock,
    logger,
    machine: {
      cpus: availableParallelism(),
      memoryBytes: totalmem(),
      platform: process.platform,
      arch: process.arch,
      path: [dirname(process.execPath), env.PATH ?? '/usr/bin:/bin'].join(delimiter),
      node: process.execPath,
    },
    images: new Map(images.map(({name, build}) => [name, build])),
    random: Math.random,
  });
  const login = {tls: {}, headers: {authorization: `Bearer ${sandbox.token}`}};
  const kube = connect({context: 'sandbox', server: sandbox.origin, login: async () => login}, {clock, logger});
  return {sandbox, kube};
}

/** What readers must know of a run in the sandbox. */
export function sandboxNotices({sandbox}: DemoSandbox, images: readonly ImageSpec[]): string[] {
  const names = images.map(({name}) => name).join(', ');
  return [
    'This run took place in the sandbox of chaos-cost-gate, a Kubernetes API inside its own process: pods are processes of this machine, so its numbers are not those of a cluster.',
    ...(names === ''
      ? []
      : [`No image was built or pulled: pods of ${names} ran their \`command\` in the image's build folder.`]),
    'Chaos Mesh is not installed in the sandbox, which carries out PodChaos and StressChaos by itself.',
    'The sandbox has no DNS, network policies or volumes: pods find Services by environment variables.',
    'Memory is the resident memory of processes, in which shared pages are counted for each.',
    ...sandbox.notEnforced(),
  ];
}
