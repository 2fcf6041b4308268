import {Agent} from 'undici';
import {withDeadline} from '../../../cluster/deadline.js';
import type {ApiCredentials, Kube} from '../../../cluster/kube.js';
import {messageOf} from '../../../failure.js';
import type {Clock} from '../../../runtime/clock.js';
import {wordsOf} from './access.js';
import type {NodeRef} from './source.js';

/** Kubelets that are asked without the API server in between. */
export interface KubeletClient {
  /** Parses what a kubelet answers at a path. Throws with a sentence that names the node. */
  read<T>(node: NodeRef, path: string, parse: (text: string) => T, signal: AbortSignal): Promise<T>;
  /** What people should know of the answers: whether one came from a kubelet that the cluster's CA did not vouch for. */
  readonly caveat: string | undefined;
  close(): Promise<void>;
}

export interface KubeletPorts {
  kube: Kube;
  clock: Clock;
}

const PORT = 10250;
/** What Node says of certificates that the cluster's CA did not sign, or that name another host. */
const UNVERIFIED = /^(DEPTH_ZERO_SELF_SIGNED_CERT|SELF_SIGNED_CERT_IN_CHAIN|UNABLE_TO_|ERR_TLS_CERT_ALTNAME_INVALID)/;

/**
 * The kubelets at port 10250 of their nodes, with the API server's credentials. A kubelet's certificate is often signed
 * by itself; then a client certificate proves us without being given away, and a token is never sent.
 */
export function kubeletClient(
  {kube, clock}: KubeletPorts,
  {port = PORT, timeoutMs}: {port?: number; timeoutMs: number},
): KubeletClient {
  const agents: Partial<Record<'verified' | 'unverified', Agent>> = {};
  let mode: 'verified' | 'unverified' = 'verified';

  const ask = async (node: NodeRef, path: string, signal: AbortSignal): Promise<{status: number; text: string}> => {
    const credentials = await kube.credentials();
    const agent = agents[mode] ?? agentOf(credentials, mode);
    agents[mode] = agent;
    const {statusCode, body} = await agent.request({
      origin: originOf(node, port),
      path,
      method: 'GET',
      headers: {...credentials.headers, accept: 'text/plain', 'user-agent': 'chaos-cost-gate'},
      signal,
    });
    return {status: statusCode, text: await body.text()};
  };
  const askAsFarAsTrusted: typeof ask = async (node, path, signal) => {
    try {
      return await ask(node, path, signal);
    } catch (error) {
      if (mode === 'unverified' || !UNVERIFIED.test((error as {code?: string}).code ?? '')) throw error;
      const {authorization} = (await kube.credentials()).headers;
      if (authorization !== undefined) {
        throw new Error('its certificate is not of the cluster’s CA, and a token goes to nobody unverified', {
          cause: error,
        });
      }
      mode = 'unverified';
      return ask(node, path, signal);
    }
  };

  return {
    get caveat() {
      return mode === 'verified' ? undefined : 'the kubelets’ certificates are not of the cluster’s CA: not verified';
    },
    read: async (node, path, parse, signal) => {
      const tooLate = () => new Error(`no answer within ${timeoutMs / 1000} s`);
      try {
        const answer = await withDeadline({clock, ms: timeoutMs, signal, tooLate}, limit =>
          askAsFarAsTrusted(node, path, limit),
        );
        if (answer.status !== 200) throw new Error(wordsOf(answer));
        return parse(answer.text);
      } catch (error) {
        throw new Error(`the kubelet of node ${node.name} at ${originOf(node, port)}: ${messageOf(error)}`);
      }
    },
    close: async () => {
      await Promise.all(Object.values(agents).map(agent => agent.destroy()));
    },
  };
}

function agentOf({tls: {ca, cert, key}}: ApiCredentials, mode: 'verified' | 'unverified'): Agent {
  const login = {...(cert === undefined ? {} : {cert}), ...(key === undefined ? {} : {key})};
  const trust = mode === 'unverified' ? {rejectUnauthorized: false} : ca === undefined ? {} : {ca};
  return new Agent({connect: {...login, ...trust}, connections: 1, keepAliveTimeout: 30_000});
}

function originOf({name, address}: NodeRef, port: number): string {
  const host = address ?? name;
  return `https://${host.includes(':') ? `[${host}]` : host}:${port}`;
}
