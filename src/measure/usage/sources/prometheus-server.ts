import {Agent} from 'undici';
import {withDeadline} from '../../../cluster/deadline.js';
import type {Kube} from '../../../cluster/kube.js';
import {messageOf} from '../../../failure.js';
import type {Clock} from '../../../runtime/clock.js';
import type {UsageSpec} from '../../../spec/schema.js';
import type {Answer} from '../prometheus/answer.js';
import {findPrometheus} from '../prometheus/find.js';

export type PrometheusSpec = Exclude<UsageSpec, 'auto'>['prometheus'];

/** A Prometheus that can be asked. */
export interface PrometheusServer {
  /** How messages call it. */
  address: string;
  /** An instant query; answers of every status are returned. */
  query(parameters: {query: string; time?: string}, signal: AbortSignal): Promise<Answer>;
  close(): Promise<void>;
}

interface Ports {
  kube: Kube;
  clock: Clock;
  env: NodeJS.ProcessEnv;
}

const TIMEOUT_MS = 4_000;

/** The Prometheus that the spec names: by its address, by the API server's proxy, or the only one that is found. */
export async function prometheusServer(
  spec: PrometheusSpec,
  ports: Ports,
  signal: AbortSignal,
): Promise<PrometheusServer> {
  if (spec === 'auto') return byProxy(await findPrometheus(ports.kube, signal), ports.kube);
  if (typeof spec === 'string') return byAddress(spec, undefined, ports);
  if ('service' in spec) return byProxy(spec.service, ports.kube);
  return byAddress(spec.url, spec.token, ports);
}

function byProxy(service: string, kube: Kube): PrometheusServer {
  const [, namespace = '', name = ''] = /^([^/]+)\/(.+)$/.exec(service) ?? [];
  const base = `/api/v1/namespaces/${namespace}/services/${name}/proxy`;
  return {
    address: `Service ${service} by the API server's proxy`,
    query: async (parameters, signal) => {
      const path = `${base}/api/v1/query?${new URLSearchParams(parameters)}`;
      const answer = await kube.raw('GET', path, {timeoutMs: TIMEOUT_MS, signal});
      const header = (name: string): string => String(answer.headers[name] ?? '');
      return {status: answer.status, type: header('content-type'), text: answer.text};
    },
    close: async () => {},
  };
}

function byAddress(url: string, token: {fromEnv: string} | undefined, {clock, env}: Ports): PrometheusServer {
  const {origin, pathname} = new URL(url);
  const base = pathname.replace(/\/+$/, '');
  const agent = new Agent({connections: 1, keepAliveTimeout: 30_000});
  const tooLate = () => new Error(`no answer within ${TIMEOUT_MS / 1000} s`);
  const ask = async (parameters: {query: string; time?: string}, signal: AbortSignal): Promise<Answer> => {
    const {statusCode, headers, body} = await agent.request({
      origin,
      path: `${base}/api/v1/query?${new URLSearchParams(parameters)}`,
      method: 'GET',
      headers: {accept: 'application/json', 'user-agent': 'chaos-cost-gate', ...login(token, env)},
      signal,
    });
    const {location} = headers;
    return {
      status: statusCode,
      type: String(headers['content-type'] ?? ''),
      ...(location === undefined ? {} : {location: String(location)}),
      text: await body.text(),
    };
  };
  return {
    address: url,
    query: async (parameters, signal) => {
      try {
        return await withDeadline({clock, ms: TIMEOUT_MS, signal, tooLate}, limit => ask(parameters, limit));
      } catch (error) {
        throw new Error(
          `${messageOf(error)}; can this machine reach it? In the cluster, name it by {service: NAMESPACE/NAME:PORT}`,
        );
      }
    },
    close: () => agent.destroy(),
  };
}

function login(token: {fromEnv: string} | undefined, env: NodeJS.ProcessEnv): Record<string, string> {
  const value = token === undefined ? undefined : env[token.fromEnv];
  return value === undefined ? {} : {authorization: `Bearer ${value}`};
}
