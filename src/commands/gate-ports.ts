import {randomInt} from 'node:crypto';
import {chaosMeshEngine} from '../chaos/chaos-mesh/engine.js';
import {nativeEngine} from '../chaos/native/engine.js';
import {imageLoaderFor} from '../cluster/image-loaders.js';
import type {Kube} from '../cluster/kube.js';
import {sharesMachine} from '../cluster/shares-machine.js';
import type {GatePorts} from '../gate-run.js';
import {resolveRoute, urlRoute} from '../load/route.js';
import {sendOnceTo} from '../load/send-once.js';
import {probeTcp} from '../load/tcp-probe.js';
import {workerThread} from '../load/thread.js';
import type {FileLedger} from '../runtime/ledger-file.js';
import type {Logger} from '../runtime/logger.js';
import type {Spec} from '../spec/schema.js';
import type {Machine} from './machine.js';

interface RunScope {
  kube: Kube;
  ledger: FileLedger;
  logger: Logger;
}

/** Wires the adapters of a real run. */
export function gatePorts(spec: Spec, machine: Machine, {kube, ledger, logger}: RunScope): GatePorts {
  const {clock, env, run} = machine;
  const routePorts = {kube, clock, probe: probeTcp};
  const newSeed = (): number => randomInt(2 ** 31);
  return {
    kube,
    clock,
    env,
    run,
    ledger,
    logger,
    probe: probeTcp,
    thread: workerThread(machine.workerEntry),
    loader: {
      how: 'into the nodes',
      load: async (image: string, signal?: AbortSignal) => {
        const loader = await imageLoaderFor(spec.cluster, {run, contextName: kube.context, kube});
        await loader.load(image, signal);
      },
    },
    engines: [
      chaosMeshEngine({
        kube,
        clock,
        ledger,
        newSeed,
        sharesMachine: sharesMachine(spec.cluster, kube.server),
      }),
      nativeEngine({
        kube,
        clock,
        newSeed,
        sendTo: async (namespace, service) => {
          const name = service ?? spec.load.service;
          const route =
            name === undefined
              ? urlRoute(spec.load.url ?? '')
              : await resolveRoute({service: name, via: spec.load.via}, {...routePorts, namespace});
          return sendOnceTo(route, env);
        },
      }),
    ],
  };
}
