import {spawnSync} from 'node:child_process';
import {mkdtempSync, readFileSync, rmSync, statSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {kubectl, runKubectl} from './kubectl.js';

/** The victim's image with a new layer each time that it is pulled, by a registry in a namespace of its own. */
export interface MovingImage {
  /** Starts the registry. Returns the image's reference, for containers whose imagePullPolicy is Always. */
  serve(): string;
  remove(): void;
}

/** Describes the registry, and how long a pull from it takes; nothing is made before `serve`. */
export function aMovingImage(namespace: string, pull: {seconds: number}): MovingImage {
  return {
    serve: () => {
      runKubectl(['create', 'namespace', namespace]);
      runKubectl(['apply', '-n', namespace, '-f', '-'], registryManifests(baseOf('cacop-victim:ci'), pull.seconds));
      runKubectl(['wait', '-n', namespace, '--for=condition=Ready', 'pod/registry', '--timeout=60s']);
      const {spec} = kubectl<{spec: {ports: {nodePort: number}[]}}>('get', 'service', 'registry', '-n', namespace);
      // containerd speaks plain HTTP to registries on its own machine, where each NodePort answers.
      return `127.0.0.1:${spec.ports[0]?.nodePort}/moving:latest`;
    },
    remove: () => runKubectl(['delete', 'namespace', namespace, '--timeout=120s', '--ignore-not-found']),
  };
}

/** What a new image on top of this one has to say of it: its layers are on the nodes, and not pulled again. */
function baseOf(image: string): {config: unknown; sizes: number[]} {
  const folder = mkdtempSync(join(tmpdir(), 'gate-image-'));
  const read = (file: string): unknown => JSON.parse(readFileSync(join(folder, file), 'utf8'));
  try {
    const {status, stderr} = spawnSync('sh', ['-c', 'docker save "$0" | tar -x -C "$1"', image, folder]);
    if (status !== 0) throw new Error(String(stderr));
    const [saved] = read('manifest.json') as {Config: string; Layers: string[]}[];
    return {config: read(saved!.Config), sizes: saved!.Layers.map(layer => statSync(join(folder, layer)).size)};
  } finally {
    rmSync(folder, {recursive: true, force: true});
  }
}

function registryManifests(base: object, seconds: number): string {
  const labels = {app: 'registry'};
  const script = readFileSync(join(import.meta.dirname, 'moving-image-registry.mjs'), 'utf8');
  const container = {
    name: 'registry',
    image: 'cacop-victim:ci',
    imagePullPolicy: 'Never',
    command: ['node', '--input-type=module', '-e', script],
    env: [
      {name: 'BASE', value: JSON.stringify(base)},
      {name: 'SECONDS', value: String(seconds)},
    ],
    readinessProbe: {httpGet: {path: '/v2/', port: 8080}, periodSeconds: 1},
  };
  const pod = {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {name: 'registry', labels},
    spec: {terminationGracePeriodSeconds: 0, containers: [container]},
  };
  const service = {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: {name: 'registry'},
    spec: {type: 'NodePort', selector: labels, ports: [{port: 80, targetPort: 8080}]},
  };
  return JSON.stringify({apiVersion: 'v1', kind: 'List', items: [pod, service]});
}
