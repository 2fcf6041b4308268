import {OUTCOMES, type Outcome} from './samples.js';

/** The place of an outcome in `OUTCOMES`, as the column of `Samples` holds it. */
export function outcomeIndex(outcome: Outcome): number {
  return OUTCOMES.indexOf(outcome);
}

/** Without a connection, nothing was sent. */
const NEVER_ARRIVED: ReadonlySet<Outcome> = new Set(['pending', 'refused', 'dns', 'tls', 'connect', 'unsent']);

/** Whether a request with this outcome may have reached a container, and cost something there. */
export function mayHaveArrived(outcome: Outcome): boolean {
  return !NEVER_ARRIVED.has(outcome);
}

/**
 * Why a request failed, by the code of the client's error. `answering`: the answer's headers had come.
 *
 * A kept connection that the server closed while idle is not reused: the client ends idle connections before the server's announced
 * timeout, and has heard of every end that came before the pacer's timer ran. A connection that dies between that and the answer is
 * counted as `reset`, although the request may never have been processed: that is what a client which keeps connections sees, whether it
 * can be repeated is for the application to know, and hiding it would hide servers that go away without draining their connections.
 */
export function outcomeOf(error: unknown, {answering}: {answering: boolean}): Outcome {
  const code = String((error as {code?: unknown} | undefined)?.code ?? '');
  if (CONNECTION_LOST.test(code)) return answering ? 'cut' : 'reset';
  return KINDS.find(([, codes]) => codes.test(code))?.[0] ?? 'other';
}

const CONNECTION_LOST = /^(ECONNRESET|EPIPE)$/;

const KINDS: readonly (readonly [Outcome, RegExp])[] = [
  ['refused', /^ECONNREFUSED$/],
  ['timeout', /^ETIMEDOUT$/],
  ['dns', /^(ENOTFOUND|ENODATA|EAI_.*)$/],
  ['connect', /^(EHOSTUNREACH|EHOSTDOWN|ENETUNREACH|ENETDOWN|ECONNABORTED|EACCES|EPERM)$/],
  // This machine ran out of files, ports or buffers: nothing is known about the victim.
  ['unsent', /^(EMFILE|ENFILE|ENOBUFS|EADDRNOTAVAIL|EADDRINUSE)$/],
  [
    'tls',
    /^(EPROTO|(ERR_TLS|ERR_SSL|CERT|CRL|UNABLE_TO)_.*|.*SELF_SIGNED_CERT.*|HOSTNAME_MISMATCH|INVALID_(CA|PURPOSE)|PATH_LENGTH_EXCEEDED)$/,
  ],
];
