import {setTimeout as sleep} from 'node:timers/promises';
import type {Container, ContainerStatus, Event, Pod, PodSpec} from 'kubernetes-types/core/v1.js';
import type {KubeObject} from '../../src/cluster/kube.js';
import type {Store} from '../../src/sandbox/store.js';

/** Puts pods into a sandbox, and waits for what becomes of them. */
export interface SandboxPods {
  /** One container that runs a script of sh, unless `container` says otherwise. */
  make(name: string, script: string, container?: Partial<Container>, spec?: Partial<PodSpec>): void;
  get(name: string): Pod | undefined;
  status(name: string, container?: string): ContainerStatus | undefined;
  reasons(name: string): string[];
  messages(name: string): string[];
  until<T>(what: () => T | undefined | false | Promise<T | undefined | false>): Promise<T>;
}

/** In the namespace `default`. */
export function podsIn(store: Store): SandboxPods {
  const namespace = 'default';
  const get = (name: string) =>
    store.get({apiVersion: 'v1', kind: 'Pod', namespace, name}) as unknown as Pod | undefined;
  /** In the order of their last change. */
  const events = (name: string): Event[] =>
    (store.list({apiVersion: 'v1', kind: 'Event', namespace}) as unknown as Event[])
      .filter(event => event.involvedObject.name === name)
      .sort((a, b) => Number(a.metadata.resourceVersion) - Number(b.metadata.resourceVersion));
  return {
    make: (name, script, container = {}, spec = {}) => {
      const one = {name: 'main', image: 'none', command: ['/bin/sh', '-c', script], ...container};
      const pod = {
        apiVersion: 'v1',
        kind: 'Pod',
        metadata: {name, namespace, labels: {app: name}},
        spec: {restartPolicy: 'Always', terminationGracePeriodSeconds: 1, containers: [one], ...spec},
      };
      store.create(pod as unknown as KubeObject);
    },
    get,
    status: (name, container = 'main') => {
      const {initContainerStatuses = [], containerStatuses = []} = get(name)?.status ?? {};
      return [...initContainerStatuses, ...containerStatuses].find(one => one.name === container);
    },
    reasons: name => events(name).map(({reason = ''}) => reason),
    messages: name => events(name).map(({message = ''}) => message),
    until: async what => {
      for (let tries = 0; tries < 400; tries++) {
        const found = await what();
        if (found) return found;
        await sleep(25);
      }
      throw new Error(`it did not come true within 10 s: ${what}`);
    },
  };
}
