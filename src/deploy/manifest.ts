import type {KubeObject} from '../cluster/kube.js';

/** One object to deploy, and where it was written. */
export interface Manifest {
  object: KubeObject;
  /** `k8s/app.yaml document 2`, for messages. */
  origin: string;
}

/** `k8s/app.yaml document 2 Deployment/checkout`, for messages. */
export function nameWithOrigin({object, origin}: Manifest): string {
  return `${origin} ${object.kind}/${object.metadata.name}`;
}
