/** A Deployment of the example's victim and its Service, as manifests; `container` and `pod` edit the two. */
export function victimManifests({
  replicas = 2,
  container = {},
  pod = {},
}: {
  replicas?: number;
  container?: object;
  pod?: object;
} = {}): string {
  const deployment = {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: {name: 'victim'},
    spec: {
      replicas,
      selector: {matchLabels: {app: 'victim'}},
      template: {
        metadata: {labels: {app: 'victim'}},
        spec: {
          terminationGracePeriodSeconds: 2,
          ...pod,
          containers: [
            {
              name: 'victim',
              image: 'cacop-victim:ci',
              imagePullPolicy: 'Never',
              ports: [{name: 'http', containerPort: 8080}],
              resources: {requests: {cpu: '50m', memory: '64Mi'}, limits: {cpu: '500m', memory: '128Mi'}},
              readinessProbe: {httpGet: {path: '/health', port: 'http'}, periodSeconds: 1},
              ...container,
            },
          ],
        },
      },
    },
  };
  const service = {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: {name: 'victim'},
    spec: {type: 'NodePort', selector: {app: 'victim'}, ports: [{name: 'http', port: 80, targetPort: 'http'}]},
  };
  // JSON is YAML.
  return [deployment, service].map(object => JSON.stringify(object)).join('\n---\n');
}

/** A spec with short phases; `change` replaces parts of it. */
export function shortSpec(change: object = {}): object {
  return {
    name: 'e2e',
    victim: {manifests: 'k8s', readyWithin: '60s'},
    load: {service: 'victim:80', rate: '50/s', requests: [{path: '/health'}], maxLateness: '1s'},
    // One machine carries the cluster, the gate and these tests: it may stall. Recoveries show by failures.
    steady: {p95Slack: '1s'},
    phases: {warmup: '2s', baseline: '8s', recover: '30s'},
    experiments: [{name: 'pod-kill', podKill: {target: 'Deployment/victim'}, for: '5s'}],
    gate: {must: ['recovery <= 30s']},
    ...change,
  };
}
