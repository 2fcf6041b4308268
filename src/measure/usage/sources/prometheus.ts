import type {Kube} from '../../../cluster/kube.js';
import {messageOf} from '../../../failure.js';
import type {Clock} from '../../../runtime/clock.js';
import {readAnswer, readMatrix} from '../prometheus/answer.js';
import {checkClock, checkTimes, STALE_MS} from '../prometheus/checks.js';
import {CPU, usageQuery} from '../prometheus/query.js';
import {type Choices, readingsOf} from '../prometheus/readings.js';
import {type PrometheusServer, type PrometheusSpec, prometheusServer} from './prometheus-server.js';
import type {Source} from './source.js';

/** A new pod is in no answer before its second scrape. */
const FIRST_MS = 90_000;

export interface PrometheusPorts {
  kube: Kube;
  clock: Clock;
  env: NodeJS.ProcessEnv;
}

/** A Prometheus that scrapes the kubelets: as coarse as its scrapes and cAdvisor's own pace of 10 to 15 s. */
export function prometheusSource(spec: PrometheusSpec, namespace: string, ports: PrometheusPorts): Source {
  const {clock} = ports;
  const choices: Choices = new Map();
  const since = clock.now();
  let server: PrometheusServer | undefined;
  let hasTold = false;

  const connected = async (signal: AbortSignal): Promise<PrometheusServer> => {
    server ??= await prometheusServer(spec, ports, signal);
    return server;
  };
  const ask = async <T>(signal: AbortSignal, work: (server: PrometheusServer) => Promise<T>): Promise<T> => {
    const found = await connected(signal);
    try {
      return await work(found);
    } catch (error) {
      signal.throwIfAborted();
      throw new Error(`Prometheus at ${found.address}: ${messageOf(error)}`);
    }
  };

  return {
    name: 'prometheus',
    scope: 'namespace',
    everyMs: 5_000,
    freshForMs: STALE_MS,
    lagMs: STALE_MS,
    caveat:
      'Prometheus’ figures are as coarse as its scrapes, and cAdvisor’s are 10 to 15 s apart: short phases are smeared',
    refusal: signal =>
      ask(signal, async ({query}) => {
        checkClock(readAnswer(await query({query: 'time()'}, signal)), clock.today());
        const {result} = readAnswer(await query({query: `count(${CPU})`}, signal));
        if (Array.isArray(result) && result.length > 0) return undefined;
        throw new Error(`it has no ${CPU}: let it scrape the kubelets’ /metrics/cadvisor`);
      }),
    read: (_, signal) =>
      ask(signal, async ({query}) => {
        const today = clock.today().getTime();
        const series = readMatrix(await query({query: usageQuery(namespace), time: (today / 1000).toFixed(3)}, signal));
        const readings = readingsOf(series, choices);
        hasTold ||= readings.length > 0;
        if (!hasTold && clock.now() - since > FIRST_MS)
          throw new Error(
            `it has no ${CPU} of namespace ${namespace}: does its scrape drop the labels namespace and pod?`,
          );
        checkTimes(readings, today);
        return readings;
      }),
    close: async () => server?.close(),
  };
}
