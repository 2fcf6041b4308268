import {type ApiError, isApiError} from '../cluster/kube.js';
import {Failure} from '../failure.js';
import {type Manifest, nameWithOrigin} from './manifest.js';

/** Says what the API server has against a manifest, and whose fault that is. What is no refusal is returned as it is. */
export function applyFailure(manifest: Manifest, error: unknown): unknown {
  if (!isApiError(error)) return error;
  const {blame, hint} = judge(error);
  return new Failure(blame, `${nameWithOrigin(manifest)}: the API server refused it: ${saidBy(error)}`, {
    hint,
    cause: error,
  });
}

/** Without the client's words about what was asked, which the manifest's name says already. */
function saidBy({message}: ApiError): string {
  return message.replace(/^can't \S+ \S+ \S+( in the namespace \S+)?: /, '');
}

function judge(error: ApiError): Pick<Failure, 'blame' | 'hint'> {
  if (error.status === 409) {
    return {
      blame: 'usage',
      hint: 'Another manager owns these fields. Deploy into a namespace of the run’s own (leave out `victim.namespace`), or hand them over by `kubectl apply --server-side --field-manager=chaos-cost-gate --force-conflicts`.',
    };
  }
  const message = error.message;
  if (/cannot (create|patch|get|update) resource/.test(message)) {
    return {
      blame: 'environment',
      hint: 'Grant the gate’s user this permission; docs/security.md lists all that it needs.',
    };
  }
  if (/because it is being terminated/.test(message)) {
    return {blame: 'environment', hint: 'Wait until the namespace is gone, then run again.'};
  }
  const isJudged = [400, 403, 422].includes(error.status) || /admission webhook .* denied/.test(message);
  if (isJudged)
    return {
      blame: 'change',
      hint: 'Correct the manifest; `kubectl apply --server-side --dry-run=server` shows the same.',
    };
  return {blame: 'environment', hint: undefined};
}
