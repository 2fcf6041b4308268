import {Failure, isFailure, messageOf} from '../failure.js';

/** What to say when a request got no answer at all; the network's error stays as the cause. */
export function unreachable({server, context}: {server: string; context: string}, error: unknown): Failure {
  const code = codeOf(error);
  const why = code ?? messageOf(error);
  const failure = (message: string, hint: string) => new Failure('environment', message, {hint, cause: error});
  if (code !== undefined && /CERT|SIGNATURE|ALTNAME|SIGNED/.test(code)) {
    return failure(
      `the certificate of the API server at ${server} is not trusted: ${messageOf(error)} (${code})`,
      `Was the cluster made anew? Then refresh the kubeconfig's context ${context} (KIND: \`kind export kubeconfig --name NAME\`).`,
    );
  }
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') {
    return failure(
      `the API server's address ${server} can't be resolved: ${code}`,
      `Check the cluster of the kubeconfig's context ${context}.`,
    );
  }
  return failure(
    `the API server at ${server} does not answer: ${why}`,
    `Is the cluster running? Try \`kubectl --context ${context} version\`.`,
  );
}

const LOST = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ECONNABORTED',
  'UND_ERR_SOCKET',
  'UND_ERR_CONNECT_TIMEOUT',
]);

/** True for a {@link Failure} by {@link unreachable} that may well be gone at the next attempt. */
export function isConnectionLost(error: unknown): boolean {
  return isFailure(error) && LOST.has(codeOf(error.cause) ?? '');
}

function codeOf(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null) return undefined;
  const {code, cause} = error as {code?: unknown; cause?: unknown};
  return typeof code === 'string' ? code : codeOf(cause);
}
