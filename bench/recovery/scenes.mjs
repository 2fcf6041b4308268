// What is broken, and how. Each scene is one run of the gate with several repeats.

const NODE_PORT = 30077;
export const PORT = NODE_PORT;
export const RATE = 100;
const LOCAL = {url: `http://localhost:${NODE_PORT}`};

const kill = {podKill: {target: 'Deployment/probed'}, engine: 'native', for: '5s'};

export const SCENES = [
  {name: 'one replica killed', replicas: 1, experiment: kill, repeat: 4},
  {name: 'ready after 7 s', replicas: 1, experiment: kill, repeat: 4, probe: {initialDelaySeconds: 7}},
  {name: 'init container of 4 s', replicas: 1, experiment: kill, repeat: 4, initSeconds: 4},
  {name: 'two replicas, a slow one', replicas: 2, experiment: kill, repeat: 4, probe: {initialDelaySeconds: 5}},
  {
    name: 'CPU stress',
    replicas: 1,
    experiment: {cpu: {target: 'Deployment/probed', load: 100}, for: '8s'},
    repeat: 4,
    isStress: true,
    path: '/work',
  },
  {name: 'conntrack trap', replicas: 1, experiment: kill, repeat: 2, conntrack: true},
  {name: 'conntrack trap, localhost', replicas: 1, experiment: kill, repeat: 2, conntrack: true, load: LOCAL},
];

/** The spec of a scene. */
export function specOf({experiment, repeat, load = {service: 'probed:80'}, path = '/'}) {
  return {
    name: 'recovery-bench',
    victim: {manifests: 'k8s', readyWithin: '60s'},
    load: {...load, rate: `${RATE}/s`, timeout: '5s', requests: [{path}]},
    phases: {warmup: '2s', baseline: '10s', recover: '30s'},
    experiments: [{name: 'scene', ...experiment, repeat}],
    gate: {must: ['recovery <= 60s']},
  };
}

const SERVER = `
const {createHash} = require('node:crypto');
process.on('SIGTERM', () => process.exit(0));
require('node:http').createServer((request, response) => {
  if (request.url === '/work') for (let round = 0; round < 50; round++) createHash('sha256').update('work').digest();
  response.end('ok');
}).listen(8080);`;

/** Its manifests, as YAML. */
export function manifestsOf({replicas, probe = {}, initSeconds}) {
  const labels = {app: 'probed'};
  const image = {image: 'cacop-victim:ci', imagePullPolicy: 'IfNotPresent'};
  const init = {name: 'init', ...image, command: ['node', '-e', `setTimeout(() => {}, ${initSeconds * 1000})`]};
  const container = {
    name: 'app',
    ...image,
    command: ['node', '-e', SERVER],
    ports: [{name: 'http', containerPort: 8080}],
    resources: {requests: {cpu: '50m', memory: '64Mi'}, limits: {cpu: '400m', memory: '128Mi'}},
    readinessProbe: {
      httpGet: {path: '/', port: 'http'},
      periodSeconds: 1,
      timeoutSeconds: 5,
      failureThreshold: 10,
      ...probe,
    },
  };
  const pod = {containers: [container], ...(initSeconds === undefined ? {} : {initContainers: [init]})};
  const deployment = {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: {name: 'probed', labels},
    spec: {replicas, selector: {matchLabels: labels}, template: {metadata: {labels}, spec: pod}},
  };
  const ports = [{name: 'http', port: 80, targetPort: 'http', nodePort: NODE_PORT}];
  const service = {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: {name: 'probed'},
    spec: {type: 'NodePort', selector: labels, ports},
  };
  return [deployment, service].map(object => JSON.stringify(object)).join('\n---\n');
}
