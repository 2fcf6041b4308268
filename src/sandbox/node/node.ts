import type {Pod} from 'kubernetes-types/core/v1.js';
import {type KubeObject, refOf} from '../../cluster/kube.js';
import type {Clock} from '../../runtime/clock.js';
import {createSay} from '../events.js';
import type {NodeAgent} from '../node-agent.js';
import {timestamp} from '../object-birth.js';
import type {Store, StoreEvent} from '../store.js';
import {createUsageCounters, type Measured} from './container-usage.js';
import {NODE_NAME, type NodeMachine, nodeObject} from './node-object.js';
import {type PodRun, runPod} from './pod-run.js';
import {processReader} from './process-table.js';
import {notEnforcedOf} from './refused-pod.js';
import {resourceMetrics} from './resource-metrics.js';
import {backendsOfService} from './service-backends.js';
import {listenForServices} from './service-listeners.js';

/** The node, with what only the sandbox's own faults may do to its pods. */
export interface SandboxNode extends NodeAgent {
  pod(uid: string): PodRun | undefined;
  /** Counts the use of a session to a container's, as long as both are there; returns the end of it. */
  countTo(pod: PodRun, container: string, session: number): () => void;
  /** What pods asked for that was not kept, in sentences. */
  notEnforced(): string[];
}

export interface NodePorts {
  store: Store;
  clock: Clock;
  machine: NodeMachine;
  folderOf(image: string): string;
  choose(count: number): number;
}

/** Starts the node: registers it, runs the pods that are bound to it, and balances the Services. */
export function startNode({store, clock, machine, folderOf, choose}: NodePorts): SandboxNode {
  const say = createSay('kubelet', {store, clock});
  const pods = new Map<string, PodRun>();
  const ends = new Set<Promise<void>>();
  const joined = new Map<string, Set<number>>();
  const counters = createUsageCounters(processReader(machine.platform));
  const notEnforced = new Set<string>();
  store.create(nodeObject(machine, timestamp(clock.today())));

  const begin = (object: KubeObject): void => {
    for (const sentence of notEnforcedOf(object as unknown as Pod)) notEnforced.add(sentence);
    pods.set(object.metadata.uid ?? '', runPod(object, {store, clock, say, folderOf, path: machine.path}));
  };
  const end = (object: KubeObject, graceMs: number): void => {
    const {uid = ''} = object.metadata;
    const over = (pods.get(uid)?.stop(graceMs) ?? Promise.resolve()).then(() => {
      pods.delete(uid);
      store.forget(refOf(object), uid);
    });
    ends.add(over);
    void over.finally(() => ends.delete(over));
  };
  const take = ({type, object}: StoreEvent): void => {
    const {uid = '', deletionTimestamp, deletionGracePeriodSeconds = 0, annotations} = object.metadata;
    const isMine = (object as unknown as Pod).spec?.nodeName === NODE_NAME;
    if (!isMine || annotations?.['kubernetes.io/config.mirror'] !== undefined) return;
    if (type === 'DELETED') end(object, 0);
    else if (deletionTimestamp !== undefined) end(object, deletionGracePeriodSeconds * 1000);
    else if (!pods.has(uid)) begin(object);
  };
  const unsubscribe = store.subscribe(['v1/Pod'], take);
  const closeServices = listenForServices({store, say: createSay('kube-proxy', {store, clock}), choose});

  const find = ({namespace, name}: {namespace: string; name: string}): PodRun | undefined => {
    const uid = store.get({apiVersion: 'v1', kind: 'Pod', namespace, name})?.metadata.uid;
    return uid === undefined ? undefined : pods.get(uid);
  };
  const keyOf = ({pod}: PodRun, container: string): string => `${pod.metadata?.uid}/${container}`;
  const running = (): Measured[] =>
    [...pods.values()].flatMap(pod =>
      pod.all().flatMap(run => {
        const now = run.running();
        if (now === undefined) return [];
        const {namespace = '', name = ''} = pod.pod.metadata ?? {};
        const others = [...(joined.get(keyOf(pod, run.name)) ?? [])];
        return [{namespace, pod: name, container: run.name, leader: now.process.pid, others, startedAt: now.startedAt}];
      }),
    );

  return {
    name: NODE_NAME,
    metrics: async () => resourceMetrics(await counters.read(running()), clock.today()),
    log: (pod, {container, previous = false, tailLines}) => {
      const run = find(pod);
      const found = container === undefined ? run?.all()[0] : run?.container(container);
      return found?.log(previous ? 'previous' : 'current', tailLines);
    },
    backend: service => {
      const all = backendsOfService(store, service);
      return all[choose(all.length)];
    },
    pod: uid => pods.get(uid),
    countTo: (pod, container, session) => {
      const key = keyOf(pod, container);
      const sessions = joined.get(key) ?? new Set();
      joined.set(key, sessions.add(session));
      return () => void sessions.delete(session);
    },
    notEnforced: () => [...notEnforced].sort(),
    close: async () => {
      unsubscribe();
      await closeServices();
      await Promise.all([...pods.values()].map(pod => pod.stop(0)));
      await Promise.all(ends);
    },
  };
}
