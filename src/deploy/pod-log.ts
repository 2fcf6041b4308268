import type {Kube} from '../cluster/kube.js';
import {readableLines} from './readable-text.js';
import type {Trouble} from './trouble.js';

export interface PodName {
  namespace: string;
  name: string;
}

const TIMEOUT_MS = 10_000;

/** The last lines of a container's log: of the run before where asked for and there was one. Nothing where there is no log to be had. */
export async function lastLogLines(
  kube: Kube,
  {namespace, name}: PodName,
  {container, run, lines}: NonNullable<Trouble['log']>,
  signal: AbortSignal,
): Promise<string[]> {
  const path = `/api/v1/namespaces/${namespace}/pods/${name}/log?container=${encodeURIComponent(container)}&tailLines=${lines}`;
  for (const query of run === 'previous' ? ['&previous=true', ''] : ['']) {
    const {status, text} = await kube.raw('GET', path + query, {signal, timeoutMs: TIMEOUT_MS});
    // The kubelet answers 200 with this sentence when the runtime has thrown the log away.
    if (status !== 200 || text.startsWith('unable to retrieve container logs')) continue;
    const found = readableLines(text, lines);
    if (found.length > 0) return found;
  }
  return [];
}
