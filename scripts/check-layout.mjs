// Checks the layout's rules (.dependency-cruiser.cjs) on the value imports of src/. dependency-cruiser can't read TypeScript 7's
// syntax trees, so esbuild takes the types away first: with verbatimModuleSyntax, what is left is what runs.
import {spawnSync} from 'node:child_process';
import {readdirSync, rmSync} from 'node:fs';
import {dirname, join} from 'node:path';
import {fileURLToPath} from 'node:url';
import {build} from 'esbuild';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const stripped = join(root, 'build', 'layout');

rmSync(stripped, {recursive: true, force: true});
await build({
  absWorkingDir: root,
  entryPoints: readdirSync(join(root, 'src'), {recursive: true})
    .filter(file => file.endsWith('.ts'))
    .map(file => join('src', file)),
  outbase: '.',
  outdir: stripped,
  format: 'esm',
  logLevel: 'warning',
});

const cruiser = join(root, 'node_modules', 'dependency-cruiser', 'bin', 'dependency-cruise.mjs');
const {status} = spawnSync(process.execPath, [cruiser, '--config', join(root, '.dependency-cruiser.cjs'), '--output-type', 'err-long', 'src'], {
  cwd: stripped,
  stdio: 'inherit',
});
process.exitCode = status ?? 1;
