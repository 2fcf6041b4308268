import type {KubeObject} from '../../src/cluster/kube.js';

/** An HTTP server that does what it is told: /unready, /ready, /crash, /burn; `/` answers its name. */
const SERVER = `
const http = require('node:http');
let ready = true;
const server = http.createServer((request, response) => {
  response.setHeader('connection', 'close');
  const path = request.url.split('?')[0];
  if (path === '/crash') process.exit(7);
  if (path === '/unready') ready = false;
  if (path === '/ready') ready = true;
  if (path === '/burn') for (const end = Date.now() + 300; Date.now() < end; );
  response.statusCode = path === '/health' && !ready ? 503 : 200;
  response.end(process.env.HOSTNAME);
});
server.listen(process.env.PORT ?? 8080, () => console.log('listening'));
process.on('SIGTERM', () => server.close(() => process.exit(0)));
`;

export interface VictimOptions {
  name: string;
  namespace: string;
  replicas?: number;
  annotations?: Record<string, string>;
  container?: object;
}

/** A Deployment of the server, which says when it is ready within a second. */
export function victimDeployment({
  name,
  namespace,
  replicas = 2,
  annotations = {},
  container = {},
}: VictimOptions): KubeObject {
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: {name, namespace},
    spec: {
      replicas,
      selector: {matchLabels: {app: name}},
      strategy: {rollingUpdate: {maxSurge: 1, maxUnavailable: 0}},
      template: {
        metadata: {labels: {app: name}, annotations},
        spec: {
          terminationGracePeriodSeconds: 2,
          containers: [
            {
              name: 'victim',
              image: 'cacop-victim:ci',
              imagePullPolicy: 'IfNotPresent',
              command: ['node', '-e', SERVER],
              ports: [{name: 'http', containerPort: 8080}],
              resources: {requests: {cpu: '20m', memory: '32Mi'}},
              readinessProbe: {httpGet: {path: '/health', port: 'http'}, periodSeconds: 1, failureThreshold: 2},
              ...container,
            },
          ],
        },
      },
    },
  };
}

/** A NodePort Service of it. */
export function victimService(name: string, namespace: string): KubeObject {
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: {name, namespace},
    spec: {type: 'NodePort', selector: {app: name}, ports: [{name: 'http', port: 80, targetPort: 'http'}]},
  };
}

/** A headless Service of it that publishes addresses that are not ready, as peers that look for each other need it. */
export function peersService(name: string, namespace: string): KubeObject {
  const ports = [{name: 'http', port: 80, targetPort: 'http'}];
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: {name: `${name}-peers`, namespace},
    spec: {clusterIP: 'None', publishNotReadyAddresses: true, selector: {app: name}, ports},
  };
}
