import type {Deed} from './api-errors.js';
import {isApiError, type Kube, type KubeObject} from './kube.js';
import type {Ask} from './requests.js';

interface DeletePorts {
  ask: Ask;
  get: Kube['get'];
  place(): Promise<{path: string; deed: Deed; signal: AbortSignal | undefined}>;
}

/** Asks for deletion; see {@link Kube.delete}. */
export async function deleteObject(
  ref: Parameters<Kube['delete']>[0],
  {uid, graceSeconds, propagation = 'Background', signal}: NonNullable<Parameters<Kube['delete']>[1]>,
  {ask, get, place}: DeletePorts,
): Promise<boolean> {
  const body = {
    apiVersion: 'v1',
    kind: 'DeleteOptions',
    // Said always, as kubectl does: for Jobs the server's own default would leave the pods behind.
    propagationPolicy: propagation,
    ...(graceSeconds === undefined ? {} : {gracePeriodSeconds: graceSeconds}),
    ...(uid === undefined ? {} : {preconditions: {uid}}),
  };
  try {
    // Without a UID, a repeat could hit an object that has come since under the same name.
    await ask({method: 'DELETE', ...(await place()), body, repeat: uid === undefined ? 'refused' : 'always'});
    return true;
  } catch (error) {
    if (isApiError(error, 404)) return false;
    if (!isApiError(error, 409)) throw error;
    const found = await get<KubeObject>(ref, signal);
    if (found === undefined || (uid !== undefined && found.metadata.uid !== uid)) return false;
    // A namespace that is on its way out answers so to a second request.
    if (found.metadata.deletionTimestamp !== undefined) return true;
    throw error;
  }
}
