/** A Deployment that is ill in one way, and its Service. */
export interface SickWorkload {
  name: string;
  replicas?: number;
  /** Changes of the pod's spec. */
  pod?: object;
  /** Changes of the container. */
  container?: object;
  /** What the server does besides answering 200 to everything. */
  script?: string;
}

/** Their manifests. JSON is YAML. */
export function sickManifests(workloads: readonly SickWorkload[]): string {
  return workloads
    .flatMap(workload => [deployment(workload), service(workload.name)])
    .map(object => JSON.stringify(object))
    .join('\n---\n');
}

const SERVER = `const listen = () => require('node:http').createServer((request, response) => {
  setTimeout(() => response.end('ok'), globalThis.delay ?? 0);
  if (request.url === '/leak') setInterval(() => (globalThis.kept ??= []).push(Buffer.alloc(5e6, 1)), 5);
}).listen(8080);`;
const QUIET_END = "process.on('SIGTERM', () => process.exit(0));";

function deployment({name, replicas = 2, pod = {}, container = {}, script = `${QUIET_END} listen();`}: SickWorkload) {
  const app = {
    name: 'app',
    image: 'cacop-victim:ci',
    imagePullPolicy: 'IfNotPresent',
    command: ['node', '-e', `${SERVER}\n${script}`],
    ports: [{name: 'http', containerPort: 8080}],
    resources: {requests: {cpu: '10m', memory: '32Mi'}, limits: {memory: '96Mi'}},
    readinessProbe: {httpGet: {path: '/', port: 'http'}, periodSeconds: 1},
    ...container,
  };
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: {name},
    spec: {
      replicas,
      selector: {matchLabels: {app: name}},
      template: {
        metadata: {labels: {app: name}},
        spec: {terminationGracePeriodSeconds: 3, containers: [app], ...pod},
      },
    },
  };
}

function service(name: string) {
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: {name},
    spec: {type: 'NodePort', selector: {app: name}, ports: [{name: 'http', port: 80, targetPort: 'http'}]},
  };
}
