import type {Kube} from '../../../cluster/kube.js';
import {readQuantity} from '../../../cluster/quantity.js';
import {wordsOf} from './access.js';
import type {Reading, Source} from './source.js';

const TIMEOUT_MS = 2_000;
const ADD_ON = 'install metrics-server (`minikube addons enable metrics-server`, or its Helm chart on kind)';
/** `timestamp` is cut to the second, so the end of one window and the start of the next may differ by that much, in ms. */
const SLACK_MS = 1_500;

interface PodMetrics {
  metadata: {name: string};
  timestamp: string;
  window: string;
  containers: {name: string; usage: {cpu: string; memory: string}}[];
}

/** metrics.k8s.io: coarse (a rate over 15 s or more, at least that late), but granted to nearly everybody. */
export function metricsApiSource(kube: Kube, namespace: string): Source {
  const path = `/apis/metrics.k8s.io/v1beta1/namespaces/${encodeURIComponent(namespace)}/pods`;
  const ask = (signal: AbortSignal) => kube.raw('GET', path, {timeoutMs: TIMEOUT_MS, signal});
  const counters = new Map<string, Counter>();
  return {
    name: 'metrics-api',
    scope: 'namespace',
    everyMs: 5_000,
    freshForMs: 75_000,
    lagMs: 45_000,
    caveat: 'metrics.k8s.io tells means over 15 s or more: short phases are smeared',
    refusal: async signal => refusalOf(await ask(signal)),
    read: async (_, signal) => {
      const answer = await ask(signal);
      const refusal = refusalOf(answer);
      if (refusal !== undefined) throw new Error(refusal);
      const {items} = JSON.parse(answer.text) as {items: PodMetrics[]};
      return items.flatMap(pod => readingsOf(pod, counters));
    },
    close: async () => {},
  };
}

function refusalOf(answer: {status: number; text: string}): string | undefined {
  if (answer.status === 200) return undefined;
  const words = `metrics.k8s.io answers ${wordsOf(answer)}`;
  if (answer.status === 403)
    return `${words}: add the rule {apiGroups: [metrics.k8s.io], resources: [pods], verbs: [get, list]} to a Role of this account`;
  return answer.status === 404 || answer.status === 503 ? `${words}: ${ADD_ON}` : words;
}

/** What a container's rates add up to. */
interface Counter {
  timestamp: number;
  seconds: number;
}

/** A window that follows the last one adds to the counter; after a gap it starts again, from 0 at the window's start. */
function readingsOf({metadata, timestamp, window, containers}: PodMetrics, counters: Map<string, Counter>): Reading[] {
  const to = Date.parse(timestamp);
  const from = to - readSeconds(window) * 1000;
  return containers.flatMap(({name, usage}) => {
    const key = `${metadata.name}/${name}`;
    const cores = readQuantity(usage.cpu);
    const reading = {pod: metadata.name, container: name, memoryBytes: readQuantity(usage.memory)};
    const last = counters.get(key);
    if (last?.timestamp === to) return [{...reading, timestamp: to, cpuSeconds: last.seconds}];
    const isNext = last !== undefined && to > last.timestamp && from <= last.timestamp + SLACK_MS;
    // Windows that overlap by more than the slack would count twice what they share.
    const begin = isNext ? Math.max(from, last.timestamp - SLACK_MS) : from;
    const seconds = (isNext ? last.seconds : 0) + (cores * (to - begin)) / 1000;
    counters.set(key, {timestamp: to, seconds});
    const end = {...reading, timestamp: to, cpuSeconds: seconds};
    return isNext ? [end] : [{...reading, timestamp: from, cpuSeconds: 0}, end];
  });
}

/** Go's durations, such as `15.023s` or `1m2.5s`, in seconds. */
function readSeconds(text: string): number {
  if (!/^(?:\d+(?:\.\d+)?(?:h|ms|m|s))+$/.test(text)) throw new Error(`${JSON.stringify(text)} is no duration`);
  let seconds = 0;
  for (const [, value, unit] of text.matchAll(/(\d+(?:\.\d+)?)(h|ms|m|s)/g))
    seconds += Number(value) * (UNIT_SECONDS[unit ?? ''] ?? 0);
  return seconds;
}

const UNIT_SECONDS: Record<string, number | undefined> = {h: 3600, m: 60, s: 1, ms: 0.001};
