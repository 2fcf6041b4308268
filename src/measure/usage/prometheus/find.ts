import type {Service} from 'kubernetes-types/core/v1.js';
import {isApiError, type Kube} from '../../../cluster/kube.js';

const LABEL = 'app.kubernetes.io/name=prometheus';
const HINT = 'name it by cost.usage.prometheus: {service: NAMESPACE/NAME:PORT}';
/** What charts and the operator call the port of the API. */
const PORT_NAMES = ['web', 'http-web', 'http', 'prometheus'];

/** The only Service of a Prometheus in the cluster, as NAMESPACE/NAME:PORT. Throws where there is none, or a choice. */
export async function findPrometheus(kube: Kube, signal: AbortSignal): Promise<string> {
  const services = await listed(kube, signal);
  // The operator's own Service has no address, and stands for the same pods.
  const found = services.filter(({spec}) => spec?.clusterIP !== 'None').flatMap(reference);
  const [only] = found;
  if (only !== undefined && found.length === 1) return only;
  if (found.length === 0) throw new Error(`no Service with the label ${LABEL} is in the cluster; ${HINT}`);
  throw new Error(`${found.length} Services have the label ${LABEL} (${found.join(', ')}); ${HINT}`);
}

async function listed(kube: Kube, signal: AbortSignal): Promise<Service[]> {
  try {
    return await kube.list<Service>({apiVersion: 'v1', kind: 'Service', labelSelector: LABEL}, signal);
  } catch (error) {
    if (!isApiError(error, 403)) throw error;
    throw new Error(`looking for a Prometheus is refused (${error.message}); ${HINT}`);
  }
}

function reference({metadata, spec}: Service): string[] {
  const ports = spec?.ports ?? [];
  const port =
    ports.find(({name}) => PORT_NAMES.includes(name ?? '')) ??
    ports.find(one => one.port === 9090) ??
    (ports.length === 1 ? ports[0] : undefined);
  return port === undefined ? [] : [`${metadata?.namespace}/${metadata?.name}:${port.port}`];
}
