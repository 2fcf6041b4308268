/** An object of Kubernetes as it comes out of a file. */
export type SomeManifest = Record<string, unknown>;

/** One container that requests 500m and 1Gi. */
export const A_POD = {containers: [{name: 'app', resources: {requests: {cpu: '500m', memory: '1Gi'}}}]};

/** A Deployment, or another kind with a pod template. */
export function aWorkload(
  name: string,
  spec: object = {},
  {apiVersion = 'apps/v1', kind = 'Deployment', pod = A_POD as object} = {},
): SomeManifest {
  return {apiVersion, kind, metadata: {name}, spec: {template: {spec: pod}, ...spec}};
}

/** An HPA of a Deployment. */
export function anAutoscaler(name: string, minReplicas: number | undefined, maxReplicas: number): SomeManifest {
  return {
    apiVersion: 'autoscaling/v2',
    kind: 'HorizontalPodAutoscaler',
    metadata: {name},
    spec: {
      ...(minReplicas === undefined ? {} : {minReplicas}),
      maxReplicas,
      scaleTargetRef: {apiVersion: 'apps/v1', kind: 'Deployment', name},
    },
  };
}
