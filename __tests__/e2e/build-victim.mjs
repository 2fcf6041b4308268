// Builds the example's victim and loads it into the cluster's nodes, as `kind` users do, before any test needs it.
import {spawnSync} from 'node:child_process';
import {fileURLToPath} from 'node:url';

const IMAGE = 'cacop-victim:ci';
const FOLDER = fileURLToPath(new URL('../../examples/cacop/victim', import.meta.url));

export default function buildVictim() {
  const cluster = run('kubectl', ['config', 'current-context'])
    .trim()
    .replace(/^kind-/, '');
  run('docker', ['build', '-t', IMAGE, FOLDER]);
  run('kind', ['load', 'docker-image', IMAGE, '--name', cluster]);
}

function run(program, args) {
  const {status, stdout, stderr, error} = spawnSync(program, args, {encoding: 'utf8'});
  if (status !== 0) throw new Error(`${program} ${args.join(' ')}: ${error?.message ?? stderr}`);
  return stdout;
}
