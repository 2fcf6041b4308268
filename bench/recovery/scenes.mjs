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
  {name: 'a dependency away', replicas: 1, experiment: kill, repeat: 4, hasFront: true, load: {service: 'front:80'}},
  {
    name: 'CPU stress',
    replicas: 1,
    experiment: {cpu: {target: 'Deployment/probed', load: 100}, for: '8s'},
    repeat: 4,
    isStress: true,
    // The hog burns a fifth of each 100 ms, and the service waits for the rest: clearly more than the 50 ms that steady traffic may lose.
    cpuLimit: '200m',
  },
  {name: 'conntrack trap', replicas: 1, experiment: kill, repeat: 2, conntrack: true},
  {name: 'conntrack trap, localhost', replicas: 1, experiment: kill, repeat: 2, conntrack: true, load: LOCAL},
];

/** The spec of a scene. */
export function specOf({experiment, repeat, load = {service: 'probed:80'}}) {
  return {
    name: 'recovery-bench',
    victim: {manifests: 'k8s', readyWithin: '60s'},
    load: {...load, rate: `${RATE}/s`, timeout: '5s', requests: [{path: '/'}]},
    phases: {warmup: '2s', baseline: '10s', recover: '30s'},
    experiments: [{name: 'scene', ...experiment, repeat}],
    gate: {must: ['recovery <= 60s']},
  };
}

const SERVER = `
process.on('SIGTERM', () => process.exit(0));
require('node:http').createServer((request, response) => response.end('ok')).listen(8080);`;

/** Asks the service `probed` for each answer, and fails when it does. */
const FRONT = `
const http = require('node:http');
http.createServer((request, response) => {
  const end = status => response.headersSent || response.writeHead(status).end();
  http.get('http://probed/', {agent: false, timeout: 1000}, answer => answer.resume().on('end', () => end(200)))
    .on('error', () => end(502)).on('timeout', () => end(504));
}).listen(8080);`;

/** Its manifests, as YAML: the workload `probed`, which is the dependency of `front` where there is one. The load goes to the node's port. */
export function manifestsOf({hasFront = false, ...scene}) {
  const {replicas} = scene;
  const probed = deploymentOf('probed', replicas, podOf(SERVER, scene));
  const objects = hasFront
    ? [
        probed,
        serviceOf('probed'),
        deploymentOf('front', 1, podOf(FRONT, {cpuLimit: '2'})),
        serviceOf('front', NODE_PORT),
      ]
    : [probed, serviceOf('probed', NODE_PORT)];
  return objects.map(object => JSON.stringify(object)).join('\n---\n');
}

function podOf(script, {probe = {}, initSeconds, cpuLimit = '400m'}) {
  const image = {image: 'cacop-victim:ci', imagePullPolicy: 'IfNotPresent'};
  const init = {name: 'init', ...image, command: ['node', '-e', `setTimeout(() => {}, ${initSeconds * 1000})`]};
  const container = {
    name: 'app',
    ...image,
    command: ['node', '-e', script],
    ports: [{name: 'http', containerPort: 8080}],
    resources: {requests: {cpu: '50m', memory: '64Mi'}, limits: {cpu: cpuLimit, memory: '128Mi'}},
    readinessProbe: {
      httpGet: {path: '/', port: 'http'},
      periodSeconds: 1,
      timeoutSeconds: 5,
      failureThreshold: 10,
      ...probe,
    },
  };
  return {containers: [container], ...(initSeconds === undefined ? {} : {initContainers: [init]})};
}

function deploymentOf(name, replicas, pod) {
  const labels = {app: name};
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: {name, labels},
    spec: {replicas, selector: {matchLabels: labels}, template: {metadata: {labels}, spec: pod}},
  };
}

function serviceOf(name, nodePort) {
  const port = {name: 'http', port: 80, targetPort: 'http', ...(nodePort === undefined ? {} : {nodePort})};
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: {name},
    spec: {type: nodePort === undefined ? 'ClusterIP' : 'NodePort', selector: {app: name}, ports: [port]},
  };
}
