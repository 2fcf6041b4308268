// How long the action takes from its start to its first call to Kubernetes: `node bench/start/run.mjs`, after `npm run build`.
// A server on loopback stands for the API server; the bundle runs as the runner starts it. The bound is 300 ms on two quiet cores.
import {spawn} from 'node:child_process';
import {once} from 'node:events';
import {mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {createServer} from 'node:http';
import {tmpdir} from 'node:os';
import {dirname, join} from 'node:path';
import {performance} from 'node:perf_hooks';
import {fileURLToPath} from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
const RUNS = 10;
const folder = mkdtempSync(join(tmpdir(), 'gate-start-'));
const calls = [];
const server = createServer((_, response) => {
  calls.push(performance.now());
  response.writeHead(500).end('{}');
}).listen(0, '127.0.0.1');
await once(server, 'listening');
const kubeconfig = join(folder, 'kubeconfig');
writeFileSync(kubeconfig, kubeconfigFor(`http://127.0.0.1:${server.address().port}`));

const gate = [];
const node = [];
for (let run = 0; run < RUNS; run++) {
  gate.push(await untilFirstCall());
  node.push(await bareNode());
}
server.close();
rmSync(folder, {recursive: true});
const [ours, bare] = [median(gate), median(node)];
console.log(
  `first call to Kubernetes after ${ours.toFixed(0)} ms (median of ${RUNS}: ${gate.map(ms => ms.toFixed(0)).join(', ')})`,
);
console.log(`node alone starts and ends in ${bare.toFixed(0)} ms: ratio ${(ours / bare).toFixed(1)}`);

async function untilFirstCall() {
  calls.length = 0;
  const began = performance.now();
  const env = {
    PATH: process.env.PATH,
    HOME: folder,
    KUBECONFIG: kubeconfig,
    INPUT_SPEC: 'examples/cacop/gate.yaml',
    RUNNER_ENVIRONMENT: 'self-hosted',
  };
  const child = spawn(process.execPath, ['dist/main.js'], {cwd: root, env, stdio: 'ignore'});
  const ended = once(child, 'exit');
  while (calls.length === 0 && child.exitCode === null) await new Promise(resolve => setTimeout(resolve, 1));
  child.kill('SIGKILL');
  await ended;
  if (calls.length === 0) throw new Error('the action ended without a call');
  return calls[0] - began;
}

async function bareNode() {
  const began = performance.now();
  await once(spawn(process.execPath, ['-e', ''], {stdio: 'ignore'}), 'exit');
  return performance.now() - began;
}

function median(values) {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];
}

function kubeconfigFor(url) {
  return JSON.stringify({
    apiVersion: 'v1',
    kind: 'Config',
    'current-context': 'kind-bench',
    clusters: [{name: 'bench', cluster: {server: url, 'insecure-skip-tls-verify': true}}],
    users: [{name: 'bench', user: {token: 't'}}],
    contexts: [{name: 'kind-bench', context: {cluster: 'bench', user: 'bench'}}],
  });
}
