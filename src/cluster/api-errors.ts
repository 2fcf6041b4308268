import {parseObject} from './json.js';
import {ApiError, type RawAnswer} from './kube.js';

/** What a request is about, for people: `list` `pods` in the namespace `shop`. */
export interface Deed {
  verb: string;
  /** The same in words, where RBAC's verb is not what people call it. */
  doing?: string;
  /** As RBAC calls it: `deployments.apps`. */
  resource: string;
  name?: string | undefined;
  namespace?: string | undefined;
}

/** The Status object of Kubernetes, as far as it is used. */
export interface Status {
  code?: number;
  reason?: string;
  message?: string;
  details?: {retryAfterSeconds?: number};
}

/** The refusal in an answer of 400 or more: the API server's own words, and what they mean where they don't say. */
export function apiErrorOf({status, headers, text}: RawAnswer, deed: Deed, context: string): ApiError {
  const body: Status = parseObject<Status>(text) ?? {};
  const said = body.message || text.trim().split('\n')[0]?.slice(0, 300) || `HTTP ${status}`;
  const reason = body.reason || 'Unknown';
  // Server-side apply answers 500 where the manifest does not fit the schema.
  if (said.startsWith('failed to create typed patch object'))
    return new ApiError(422, 'Invalid', words(422, said, deed, context));
  return new ApiError(status, reason, words(status, said, deed, context), retryAfterOf(headers, body));
}

/** `list pods in the namespace shop` */
export function wordsOf({verb, doing = verb, resource, name, namespace}: Deed): string {
  const what = name === undefined ? resource : `${resource} ${name}`;
  return `${doing} ${what}${namespace === undefined ? '' : ` in the namespace ${namespace}`}`;
}

/** Quotas, Pod Security, admission webhooks and namespaces that end refuse by 403 too. */
const NO_RIGHT_HELPS = /exceeded quota|violates PodSecurity|denied the request|being terminated/;

function words(status: number, said: string, deed: Deed, context: string): string {
  const todo = wordsOf(deed);
  if (status === 401) {
    return `the API server does not accept the credentials of the context ${context} (to ${todo}): ${said}; log in anew, or refresh the kubeconfig`;
  }
  if (status === 403 && !NO_RIGHT_HELPS.test(said)) {
    const scope = deed.namespace === undefined ? '--all-namespaces' : `-n ${deed.namespace}`;
    return `the context ${context} may not ${todo}: ${said}; see \`kubectl --context ${context} auth can-i ${deed.verb} ${deed.resource} ${scope}\``;
  }
  return `can't ${todo}: ${said}`;
}

function retryAfterOf(headers: RawAnswer['headers'], body: Status): number | undefined {
  const seconds = Number(headers['retry-after'] ?? body.details?.retryAfterSeconds ?? Number.NaN);
  return Number.isFinite(seconds) && seconds >= 0 ? seconds : undefined;
}
