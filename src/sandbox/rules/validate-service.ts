import type {Problems} from './problems.js';
import {checkPort} from './validate-pod.js';

interface ServiceSpec {
  type?: string;
  clusterIP?: string;
  externalName?: string;
  ports?: {name?: string; port?: number; protocol?: string}[];
}

/** Finds what is wrong with the spec of a Service. */
export function checkService(spec: ServiceSpec, problems: Problems): void {
  const ports = spec.ports ?? [];
  const needsPorts = spec.type !== 'ExternalName' && spec.clusterIP !== 'None';
  if (needsPorts && ports.length === 0) problems.required('spec.ports');
  if (spec.type === 'ExternalName' && !spec.externalName) problems.required('spec.externalName');
  const seen = new Set<string>();
  for (const [index, port] of ports.entries()) {
    const path = `spec.ports[${index}]`;
    if (ports.length > 1 && !port.name) problems.required(`${path}.name`);
    checkPort(port.port ?? 0, `${path}.port`, problems);
    const key = `${port.port}/${port.protocol}`;
    if (seen.has(key)) problems.duplicate(path, port);
    seen.add(key);
  }
}
