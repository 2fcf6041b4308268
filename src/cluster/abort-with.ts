import {setMaxListeners} from 'node:events';

/**
 * Aborts the controller with the signal, for its reason, until the function that it returns is called.
 * Not AbortSignal.any: on Node 20 that keeps what it made for as long as the signal lives, which may be the whole run.
 */
export function abortWith(controller: AbortController, signal: AbortSignal | undefined): () => void {
  if (signal === undefined) return () => {};
  // The one signal of a run ends many things at once; that is no leak to warn of.
  setMaxListeners(0, signal);
  const forward = () => controller.abort(signal.reason);
  if (signal.aborted) forward();
  else signal.addEventListener('abort', forward, {once: true});
  return () => signal.removeEventListener('abort', forward);
}
