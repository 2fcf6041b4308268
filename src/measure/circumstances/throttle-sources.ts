import type {Kube} from '../../cluster/kube.js';
import type {UsageSpec} from '../../spec/schema.js';
import {readAnswer, readMatrix} from '../usage/prometheus/answer.js';
import {checkClock, checkTimes} from '../usage/prometheus/checks.js';
import {LOOK_BACK_S} from '../usage/prometheus/query.js';
import {mayGetNodes} from '../usage/sources/access.js';
import {type KubeletPorts, kubeletClient} from '../usage/sources/kubelet-client.js';
import {nodeProxyClient} from '../usage/sources/node-proxy-client.js';
import type {PrometheusPorts} from '../usage/sources/prometheus.js';
import {type PrometheusServer, prometheusServer} from '../usage/sources/prometheus-server.js';
import type {NodeRef} from '../usage/sources/source.js';
import {PERIODS, THROTTLED, type ThrottleRow, throttleRows, throttleRowsOf} from './throttling.js';

/** A place to read cAdvisor's counters of CPU throttling from. */
export interface ThrottleSource {
  /** Throws where that can't be told for now. */
  mayBeRead(signal: AbortSignal): Promise<boolean>;
  /** The counters of the pods of these nodes. Throws with a sentence where they can't be had. */
  read(nodes: readonly NodeRef[], signal: AbortSignal): Promise<ThrottleRow[]>;
  /** What people should know of the way it was read. */
  readonly caveat?: string | undefined;
  close(): Promise<void>;
}

const PATH = '/metrics/cadvisor';
const TIMEOUT_MS = 5_000;

/** All places, the best first: the kubelets, as the rights allow, and the Prometheus that the spec names. */
export function throttleSources(spec: UsageSpec, namespace: string, ports: PrometheusPorts): ThrottleSource[] {
  const kubelets = [throttlingByProxy(ports.kube), throttlingByKubelet(ports)];
  return spec === 'auto' ? kubelets : [...kubelets, throttlingByPrometheus(spec.prometheus, namespace, ports)];
}

/** By way of the API server. */
export function throttlingByProxy(kube: Kube): ThrottleSource {
  const client = nodeProxyClient(kube, {timeoutMs: TIMEOUT_MS});
  return {
    mayBeRead: signal => mayGetNodes(kube, 'proxy', signal),
    read: (nodes, signal) => readEach(nodes, node => client.read(node, PATH, throttleRows, signal)),
    close: async () => {},
  };
}

/** From the kubelets themselves, with the API server's credentials: only where the API server may not be asked in their stead. */
export function throttlingByKubelet(ports: KubeletPorts, options: {port?: number} = {}): ThrottleSource {
  const client = kubeletClient(ports, {...options, timeoutMs: TIMEOUT_MS});
  return {
    get caveat() {
      return client.caveat;
    },
    mayBeRead: async signal =>
      !(await mayGetNodes(ports.kube, 'proxy', signal)) && mayGetNodes(ports.kube, 'metrics', signal),
    read: (nodes, signal) => readEach(nodes, node => client.read(node, PATH, throttleRows, signal)),
    close: client.close,
  };
}

/** From a Prometheus that scrapes them: of the cgroups that carry the namespace. */
function throttlingByPrometheus(
  spec: Parameters<typeof prometheusServer>[0],
  namespace: string,
  ports: PrometheusPorts,
): ThrottleSource {
  const query = `{__name__=~"${PERIODS}|${THROTTLED}",namespace="${namespace}"}[${LOOK_BACK_S}s]`;
  const {clock} = ports;
  let server: PrometheusServer | undefined;
  return {
    mayBeRead: async signal => {
      server ??= await prometheusServer(spec, ports, signal);
      checkClock(readAnswer(await server.query({query: 'time()'}, signal)), clock.today());
      return true;
    },
    read: async (_, signal) => {
      server ??= await prometheusServer(spec, ports, signal);
      const today = clock.today().getTime();
      const rows = throttleRowsOf(readMatrix(await server.query({query, time: (today / 1000).toFixed(3)}, signal)));
      checkTimes(rows, today);
      return rows;
    },
    close: async () => server?.close(),
  };
}

/** One node that says nothing hides no other; where none answers, the first one's words are thrown. */
async function readEach(
  nodes: readonly NodeRef[],
  readNode: (node: NodeRef) => Promise<ThrottleRow[]>,
): Promise<ThrottleRow[]> {
  const answers = await Promise.allSettled(nodes.map(readNode));
  const refusal = answers.find(answer => answer.status === 'rejected');
  if (refusal !== undefined && answers.every(({status}) => status === 'rejected')) throw refusal.reason;
  return answers.flatMap(answer => (answer.status === 'fulfilled' ? answer.value : []));
}
