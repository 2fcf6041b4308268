import type {Kube} from '../../../cluster/kube.js';

/** Whether we may `get` a subresource of nodes, by the API server's own word; false when it says nothing. */
export async function mayGetNodes(kube: Kube, subresource: 'proxy' | 'metrics', signal: AbortSignal): Promise<boolean> {
  const review = {
    apiVersion: 'authorization.k8s.io/v1',
    kind: 'SelfSubjectAccessReview',
    spec: {resourceAttributes: {verb: 'get', resource: 'nodes', subresource}},
  };
  const {status, text} = await kube.raw('POST', '/apis/authorization.k8s.io/v1/selfsubjectaccessreviews', {
    body: JSON.stringify(review),
    headers: {'content-type': 'application/json'},
    signal,
  });
  if (status !== 200 && status !== 201) return false;
  return (JSON.parse(text) as {status?: {allowed?: boolean}}).status?.allowed === true;
}

/** What a refused HTTP answer says: its Status' message, else its beginning. */
export function wordsOf({status, text}: {status: number; text: string}): string {
  let message: unknown;
  try {
    message = (JSON.parse(text) as {message?: unknown}).message;
  } catch {
    message = text.trim().split('\n')[0]?.slice(0, 120);
  }
  return typeof message === 'string' && message !== '' ? `HTTP ${status}: ${message}` : `HTTP ${status}`;
}
