import {spawnSync} from 'node:child_process';
import {setTimeout as sleep} from 'node:timers/promises';

/** What opens a readiness gate of pods, as a load balancer's controller does. */
export interface LateGate {
  stop(): Promise<void>;
}

interface Pods {
  items: {
    metadata: {name: string; namespace: string};
    status?: {conditions?: {type: string; status: string; lastTransitionTime: string}[]};
  }[];
}

/** Sets the condition of each pod with a label `app` in the gate's namespaces, so many seconds after its containers are ready. */
export function openGateLate(app: string, condition: string, seconds: number): LateGate {
  const stopping = new AbortController();
  const ended = (async () => {
    for (; !stopping.signal.aborted; await sleep(500)) {
      const {stdout} = spawnSync('kubectl', ['get', 'pods', '-A', '-l', `app=${app}`, '-o', 'json'], {
        encoding: 'utf8',
      });
      const {items} = JSON.parse(stdout || '{"items": []}') as Pods;
      for (const {metadata, status} of items) {
        const stateOf = (type: string) => status?.conditions?.find(one => one.type === type && one.status === 'True');
        const readyAt = Date.parse(stateOf('ContainersReady')?.lastTransitionTime ?? '');
        const isDue = metadata.namespace.startsWith('gate-') && Date.now() >= readyAt + 1000 * seconds;
        if (!isDue || stateOf(condition) !== undefined) continue;
        const patch = JSON.stringify({status: {conditions: [{type: condition, status: 'True'}]}});
        const target = ['pod', metadata.name, '-n', metadata.namespace, '--subresource=status', '-p', patch];
        spawnSync('kubectl', ['patch', ...target]); // it may be gone by now
      }
    }
  })();
  return {
    stop: async () => {
      stopping.abort();
      await ended;
    },
  };
}
